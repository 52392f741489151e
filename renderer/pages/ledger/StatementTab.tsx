import { useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AccountId, CustomerId } from '../../../main/shared/ids.ts';
import { type Outputs, trpc } from '../../app/api.ts';
import { DataTable, EmptyNote } from '../../ui/DataTable.tsx';
import { Money } from '../../ui/Money.tsx';

type Line = Outputs['ledger']['statement'][number];

/** Every entry of an account with its running balance: what was billed, what was paid, what was reversed. */
export function StatementTab({ customerId }: { customerId: CustomerId }) {
  const { t } = useTranslation('ledger');
  const accounts = useQuery(trpc.customers.accounts.queryOptions({ customerId }));
  const [chosen, setChosen] = useState<AccountId>();
  const accountId = chosen ?? accounts.data?.[0]?.accountId;
  if (accounts.data?.length === 0) return <EmptyNote title={t('noAccounts')} />;
  return (
    <>
      {(accounts.data?.length ?? 0) > 1 && (
        <Segmented
          aria-label={t('account')}
          style={{ marginBottom: 12 }}
          value={accountId as number | undefined}
          options={(accounts.data ?? []).map((account) => ({
            value: account.accountId as number,
            label: `${t(`service.${account.service}`)} ${account.accountNo}`,
          }))}
          onChange={(value) => setChosen(value as AccountId)}
        />
      )}
      {accountId !== undefined && <Statement accountId={accountId} />}
    </>
  );
}

function Statement({ accountId }: { accountId: AccountId }) {
  const { t } = useTranslation('ledger');
  const statement = useQuery(trpc.ledger.statement.queryOptions({ accountId }));
  const newestFirst = { ...statement, data: statement.data?.toReversed() };
  const money = (key: 'debitFen' | 'creditFen') => ({
    title: t(key),
    align: 'right' as const,
    width: 150,
    render: (_: unknown, line: Line) => (line[key] > 0 ? <Money fen={line[key]} /> : ''),
  });
  return (
    <DataTable
      query={newestFirst}
      rowKey="entryId"
      empty={{ title: t('empty'), hint: t('emptyHint') }}
      columns={[
        { title: t('date'), dataIndex: 'businessDate', width: 120, className: 'figures' },
        { title: t('kind'), width: 120, render: (_, line) => t(`kinds.${line.kind}`, { defaultValue: line.kind }) },
        { title: t('document'), render: (_, line) => <DocumentLink line={line} /> },
        money('debitFen'),
        money('creditFen'),
        {
          title: t('balance'),
          align: 'right',
          width: 170,
          render: (_, line) => (
            <>
              {line.balanceFen < 0 && `${t('inCredit')} `}
              <Money fen={Math.abs(line.balanceFen)} isDebt={line.balanceFen > 0} />
            </>
          ),
        },
        { title: t('entry'), dataIndex: 'entryId', align: 'right', width: 100, className: 'figures' },
      ]}
    />
  );
}

function DocumentLink({ line }: { line: Line }) {
  if (line.documentKind === 'bill') return <Link to={`/bills/${line.documentId}`}>{line.memo}</Link>;
  return <span className="figures">{line.memo}</span>;
}
