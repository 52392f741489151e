import { useQuery } from '@tanstack/react-query';
import { Drawer, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AccountId } from '../../../main/shared/ids.ts';
import { trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { AccountFile } from './AccountFile.tsx';

export function AccountDrawer(props: { accountId: AccountId; onClose: () => void }) {
  const { t } = useTranslation('dunning');
  const file = useQuery(trpc.dunning.account.queryOptions({ accountId: props.accountId }));
  const debt = file.data?.debt;
  return (
    <Drawer
      open
      size={720}
      onClose={props.onClose}
      title={debt ? `${debt.doorNo} ${debt.customerName} · ${debt.accountNo}` : t('title')}
      extra={debt && <Link to={`/customers/${debt.customerId}?tab=dunning`}>{t('toCustomer')}</Link>}
    >
      {file.error && <ErrorNote error={file.error} onRetry={() => file.refetch()} />}
      {file.isPending && <Skeleton active />}
      {file.data && <AccountFile accountId={props.accountId} file={file.data} />}
    </Drawer>
  );
}
