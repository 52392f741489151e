import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { formatMilli } from '../../../main/shared/quantity.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { Money } from '../../ui/Money.tsx';
import { Difference } from './Difference.tsx';
import type { Rehearsal } from './rehearsal.types.ts';
import { useReason } from './useReason.ts';

const WHOLE = { refetch: () => undefined, isPending: false, error: null };
type Changed = { readonly beforeFen: number; readonly afterFen: number };
const changeOf = (row: Changed) => row.afterFen - row.beforeFen;
const figure = (text: string) => <span className="figures">{text}</span>;

/** Quantity, before, after and change: of a group or of an account. */
function useChangeColumns<Row extends Changed & { quantityMilli: number; bills: number }>() {
  const { t } = useTranslation('advice');
  return [
    { title: t('bills'), align: 'right' as const, render: (_: unknown, row: Row) => figure(String(row.bills)) },
    {
      title: t('quantity'),
      align: 'right' as const,
      render: (_: unknown, row: Row) => figure(formatMilli(row.quantityMilli)),
    },
    {
      title: t('billedAmount'),
      align: 'right' as const,
      render: (_: unknown, row: Row) => <Money fen={row.beforeFen} />,
    },
    { title: t('after'), align: 'right' as const, render: (_: unknown, row: Row) => <Money fen={row.afterFen} /> },
    {
      title: t('change'),
      align: 'right' as const,
      sorter: (a: Row, b: Row) => changeOf(a) - changeOf(b),
      render: (_: unknown, row: Row) => <Difference fen={changeOf(row)} />,
    },
    {
      title: t('percent'),
      align: 'right' as const,
      render: (_: unknown, row: Row) =>
        figure(row.beforeFen ? `${((changeOf(row) / row.beforeFen) * 100).toFixed(1)}%` : '—'),
    },
  ];
}

type Group = Rehearsal['months'][number] & { readonly winners?: number; readonly losers?: number };

export function GroupTable({
  head,
  rows,
}: {
  head: string;
  rows: readonly (Omit<Group, 'month'> & { name: string })[];
}) {
  const { t } = useTranslation('advice');
  const changes = useChangeColumns<(typeof rows)[number]>();
  const hasSides = rows.some((row) => row.winners !== undefined);
  return (
    <DataTable
      query={{ ...WHOLE, data: rows }}
      rowKey="name"
      empty={{ title: t('nothing') }}
      columns={[
        { title: head, dataIndex: 'name', className: 'figures' },
        { title: t('accounts'), align: 'right', render: (_, row) => figure(String(row.accounts)) },
        ...changes,
        ...(hasSides
          ? (['winners', 'losers'] as const).map((side) => ({
              title: t(`${side}Count`),
              align: 'right' as const,
              render: (_: unknown, row: (typeof rows)[number]) => figure(String(row[side] ?? 0)),
            }))
          : []),
      ]}
    />
  );
}

/** The accounts it concerns most; a row opens the customer. */
export function AccountChanges({ rows }: { rows: Rehearsal['winners']['top'] }) {
  const { t } = useTranslation('advice');
  const navigate = useNavigate();
  const changes = useChangeColumns<(typeof rows)[number]>();
  return (
    <DataTable
      query={{ ...WHOLE, data: rows }}
      rowKey="accountId"
      empty={{ title: t('nothing') }}
      onOpen={(row) => navigate(`/customers?${new URLSearchParams({ text: row.accountNo })}`)}
      columns={[
        { title: t('door'), dataIndex: 'doorNo', className: 'figures' },
        { title: t('customer'), dataIndex: 'customerName' },
        { title: t('account'), dataIndex: 'accountNo', className: 'figures' },
        ...changes,
      ]}
    />
  );
}

export function LeftOutTable({ rows }: { rows: Rehearsal['leftOut']['top'] }) {
  const { t } = useTranslation('advice');
  const navigate = useNavigate();
  const reasonText = useReason();
  return (
    <DataTable
      query={{ ...WHOLE, data: rows }}
      rowKey="accountId"
      empty={{ title: t('nothing') }}
      onOpen={(row) => navigate(`/customers?${new URLSearchParams({ text: row.accountNo })}`)}
      columns={[
        { title: t('door'), dataIndex: 'doorNo', className: 'figures' },
        { title: t('customer'), dataIndex: 'customerName' },
        { title: t('account'), dataIndex: 'accountNo', className: 'figures' },
        { title: t('bills'), align: 'right', render: (_, row) => figure(String(row.bills)) },
        { title: t('billedAmount'), align: 'right', render: (_, row) => <Money fen={row.billedFen} /> },
        { title: t('month'), dataIndex: 'month', className: 'figures' },
        { title: t('why'), render: (_, row) => reasonText(row.reason) },
      ]}
    />
  );
}
