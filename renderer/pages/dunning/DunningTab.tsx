import { useQuery } from '@tanstack/react-query';
import { Segmented, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountId, CustomerId } from '../../../main/shared/ids.ts';
import { trpc } from '../../app/api.ts';
import { EmptyNote } from '../../ui/DataTable.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { AccountFile } from './AccountFile.tsx';
import { ContactForm } from './ContactForm.tsx';

/** The tab of a customer's record: how to reach them, and the history of each account. */
export function DunningTab({ customerId }: { customerId: CustomerId }) {
  const { t } = useTranslation('dunning');
  const accounts = useQuery(trpc.customers.accounts.queryOptions({ customerId }));
  const [chosen, setChosen] = useState<AccountId>();
  const accountId = chosen ?? accounts.data?.[0]?.accountId;
  if (accounts.data?.length === 0) return <EmptyNote title={t('noAccounts')} />;
  return (
    <div style={{ display: 'grid', gap: 12, maxWidth: 900 }}>
      <ContactForm customerId={customerId} />
      {(accounts.data?.length ?? 0) > 1 && (
        <Segmented
          aria-label={t('account')}
          value={accountId as number | undefined}
          options={(accounts.data ?? []).map((account) => ({
            value: account.accountId as number,
            label: `${t(`services.${account.service}`)} ${account.accountNo}`,
          }))}
          onChange={(value) => setChosen(value as AccountId)}
        />
      )}
      {accountId !== undefined && <OneAccount key={accountId} accountId={accountId} />}
    </div>
  );
}

function OneAccount({ accountId }: { accountId: AccountId }) {
  const file = useQuery(trpc.dunning.account.queryOptions({ accountId }));
  if (file.error) return <ErrorNote error={file.error} onRetry={() => file.refetch()} />;
  if (file.isPending) return <Skeleton active />;
  return <AccountFile accountId={accountId} file={file.data} />;
}
