import { useQueries, useQuery } from '@tanstack/react-query';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { CustomerId } from '../../../main/shared/ids.ts';
import { formatMilli } from '../../../main/shared/quantity.ts';
import { type Outputs, trpc } from '../../app/api.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { Money } from '../../ui/Money.tsx';
import { useChargeName } from '../../ui/useChargeName.ts';
import { useToday } from '../../ui/useToday.ts';

type Account = Outputs['customers']['accounts'][number];
type Bill = Outputs['billing']['ofAccount'][number] & { readonly account: Account };

/** The bills of all accounts of a customer, the newest first; a row opens the bill. */
export function BillsTab({ customerId }: { customerId: CustomerId }) {
  const { t } = useTranslation('customers');
  const navigate = useNavigate();
  const chargeName = useChargeName();
  const query = useBills(customerId);
  return (
    <DataTable
      query={query}
      rowKey="billId"
      empty={{ title: t('noBills'), hint: t('noBillsHint') }}
      onOpen={(bill) => navigate(`/bills/${bill.billId}`)}
      columns={[
        { title: t('bill.month'), dataIndex: 'month', className: 'figures', width: 90 },
        { title: t('bill.no'), dataIndex: 'billNo', className: 'figures' },
        {
          title: t('bill.item'),
          width: 130,
          render: (_, bill) => chargeName({ ...bill, service: bill.account.service }),
        },
        { title: t('door'), className: 'figures', ellipsis: true, render: (_, bill) => bill.account.doorNo },
        {
          title: t('bill.quantity'),
          align: 'right',
          className: 'figures',
          render: (_, bill) => (bill.quantityMilli === null ? '—' : formatMilli(bill.quantityMilli, 2)),
        },
        {
          title: t('bill.amount'),
          align: 'right',
          className: 'money',
          render: (_, bill) => <Money fen={bill.amountFen} />,
        },
        {
          title: t('bill.paid'),
          align: 'right',
          className: 'money',
          render: (_, bill) => <Money fen={bill.paidFen} />,
        },
        {
          title: t('bill.lateFee'),
          align: 'right',
          className: 'money',
          render: (_, bill) => <LateFeeOf fee={query.fees.get(bill.billId)} />,
        },
        { title: t('bill.dueOn'), dataIndex: 'dueOn', className: 'figures', width: 110 },
        { title: t('stateTitle'), width: 100, render: (_, bill) => <BillState bill={bill} /> },
      ]}
    />
  );
}

function useBills(customerId: CustomerId) {
  const late = useQuery(trpc.charges.lateFeesOfCustomer.queryOptions({ customerId }));
  const accounts = useQuery(trpc.customers.accounts.queryOptions({ customerId }));
  const known = accounts.data ?? [];
  const bills = useQueries({
    queries: known.map(({ accountId }) => trpc.billing.ofAccount.queryOptions({ accountId })),
  });
  const rows = bills.flatMap((one, i): Bill[] => {
    const account = known[i];
    return account ? (one.data ?? []).map((bill) => ({ ...bill, account })) : [];
  });
  return {
    data: rows.sort((a, b) => b.issuedAt - a.issuedAt || b.billId - a.billId),
    fees: new Map((late.data ?? []).map((fee) => [fee.billId, fee])),
    isPending: accounts.isPending || late.isPending || bills.some((one) => one.isPending),
    error: accounts.error ?? late.error ?? bills.find((one) => one.error)?.error ?? null,
    refetch: () => Promise.all([accounts.refetch(), late.refetch(), ...bills.map((one) => one.refetch())]),
  };
}

/** As of today; the bill itself tells the arithmetic. */
function LateFeeOf({ fee }: { fee: Outputs['charges']['lateFeesOfCustomer'][number] | undefined }) {
  const { t } = useTranslation('customers');
  if (!fee) return null;
  return (
    <span title={t('bill.lateDays', { days: fee.days, asOf: fee.asOf })}>
      <Money fen={fee.dueFen} isDebt />
    </span>
  );
}

function BillState({ bill }: { bill: Bill }) {
  const { t } = useTranslation('customers');
  const { today } = useToday();
  if (bill.reversedAt !== null) return <Tag>{t('bill.reversed')}</Tag>;
  if (bill.paidFen >= bill.amountFen) return <Tag color="success">{t('bill.settled')}</Tag>;
  if (bill.dueOn < today) return <Tag color="error">{t('bill.overdue')}</Tag>;
  return <Tag color="warning">{t('bill.open')}</Tag>;
}
