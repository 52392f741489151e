import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Alert, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Outputs, trpc } from '../../app/api.ts';
import { usePreferences } from '../../app/preferences.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { Money } from '../../ui/Money.tsx';
import { AccountBookDrawer } from './AccountBookDrawer.tsx';

type Trial = Outputs['ledger']['trialBalance'];
type Row = Trial['rows'][number];

/** Opening, movement and closing of each ledger account; a row opens its entries. */
export function TrialBalanceTable(span: { from: string; to: string }) {
  const { t } = useTranslation('ledger');
  const { lang } = usePreferences();
  const [openCode, setOpenCode] = useState<string | null>(null);
  const query = useQuery(trpc.ledger.trialBalance.queryOptions(span, { placeholderData: keepPreviousData }));
  const side = (title: string, of: (row: Row) => number) => ({
    title,
    align: 'right' as const,
    width: 130,
    render: (_: unknown, row: Row) => (of(row) > 0 ? <Money fen={of(row)} /> : ''),
  });
  return (
    <>
      {query.data && !query.data.isBalanced && (
        <Alert type="error" showIcon role="alert" style={{ marginBottom: 10 }} title={t('unbalanced')} />
      )}
      <DataTable<Row>
        query={{ ...query, data: query.data?.rows }}
        rowKey="ledgerCode"
        empty={{ title: t('empty') }}
        onOpen={(row) => setOpenCode(row.ledgerCode)}
        columns={[
          { title: t('code'), dataIndex: 'ledgerCode', width: 80, className: 'figures' },
          { title: t('ledgerAccount'), render: (_, row) => (lang === 'en' ? row.nameEn : row.nameZh) },
          side(t('openingDebit'), (row) => row.openingFen),
          side(t('openingCredit'), (row) => -row.openingFen),
          side(t('debit'), (row) => row.debitFen),
          side(t('credit'), (row) => row.creditFen),
          side(t('closingDebit'), (row) => row.closingFen),
          side(t('closingCredit'), (row) => -row.closingFen),
        ]}
        summary={() => query.data && <Totals trial={query.data} />}
      />
      {openCode !== null && (
        <AccountBookDrawer key={openCode} ledgerCode={openCode} {...span} onClose={() => setOpenCode(null)} />
      )}
    </>
  );
}

function Totals({ trial }: { trial: Trial }) {
  const { t } = useTranslation('ledger');
  const { opening, period, closing } = trial.totals;
  const figures = [opening, period, closing].flatMap((side) => [side.debitFen, side.creditFen]);
  return (
    <Table.Summary fixed>
      <Table.Summary.Row style={{ fontWeight: 600 }}>
        <Table.Summary.Cell index={0} colSpan={2}>
          {t('sum')} {trial.isBalanced && `✓ ${t('balanced')}`}
        </Table.Summary.Cell>
        {figures.map((fen, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: six fixed columns
          <Table.Summary.Cell key={i} index={i + 2} align="right">
            <Money fen={fen} isStrong />
          </Table.Summary.Cell>
        ))}
      </Table.Summary.Row>
    </Table.Summary>
  );
}
