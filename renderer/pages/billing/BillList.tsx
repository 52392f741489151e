import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Input, Segmented, Select, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { z } from 'zod';
import { BILL_KINDS } from '../../../main/modules/billing/charge.schema.ts';
import { monthOf } from '../../../main/shared/dates.ts';
import { formatMilli } from '../../../main/shared/quantity.ts';
import { type Outputs, trpc } from '../../app/api.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { Money } from '../../ui/Money.tsx';
import { MonthSelect } from '../../ui/MonthSelect.tsx';
import { useChargeName } from '../../ui/useChargeName.ts';
import { useSearchState } from '../../ui/useSearchState.ts';

const Search = z.object({
  in: z.string().default(''),
  of: z.enum(['', 'electricity', 'gas', 'water']).default(''),
  kind: z.enum(['', ...BILL_KINDS]).default(''),
  show: z.enum(['all', 'open', 'overdue']).default('all'),
  text: z.string().default(''),
  run: z.coerce.number().int().min(0).default(0),
  page: z.coerce.number().int().min(1).default(1),
});
const PAGE_SIZE = 50;
type BillRow = Outputs['billing']['bills']['rows'][number];

/** Bills by month, service, state or what is printed on them; a row opens the bill. */
export function BillList({ today }: { today: string }) {
  const { t } = useTranslation('billing');
  const navigate = useNavigate();
  const chargeName = useChargeName();
  const [search, setSearch] = useSearchState(Search);
  const { in: month, of: service, kind, show, text, run, page } = search;
  const bills = useQuery(
    trpc.billing.bills.queryOptions(
      {
        show,
        text,
        offset: (page - 1) * PAGE_SIZE,
        limit: PAGE_SIZE,
        ...(month && { month }),
        ...(service && { service }),
        ...(kind && { kind }),
        ...(run > 0 && { runId: run as never }),
      },
      { placeholderData: keepPreviousData },
    ),
  );
  return (
    <>
      <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap', marginBottom: 12 }}>
        <Input.Search
          allowClear
          aria-label={t('search')}
          placeholder={t('search')}
          style={{ width: 260 }}
          defaultValue={text}
          onSearch={(value) => setSearch({ text: value.trim(), page: 1 })}
        />
        <MonthSelect
          label={t('month')}
          none={t('allMonths')}
          current={monthOf(today)}
          value={month}
          onChange={(value) => setSearch({ in: value, run: 0, page: 1 })}
        />
        <Select
          aria-label={t('service')}
          style={{ width: 130 }}
          value={service}
          options={[
            { value: '' as const, label: t('allServices') },
            ...(['electricity', 'gas', 'water'] as const).map((value) => ({ value, label: t(`services.${value}`) })),
          ]}
          onChange={(value) => setSearch({ of: value, page: 1 })}
        />
        <Select
          aria-label={t('kind')}
          style={{ width: 130 }}
          value={kind}
          options={[
            { value: '' as const, label: t('allKinds') },
            ...BILL_KINDS.map((value) => ({ value, label: t(`kinds.${value}`) })),
          ]}
          onChange={(value) => setSearch({ kind: value, page: 1 })}
        />
        <Segmented
          aria-label={t('show')}
          value={show}
          options={(['all', 'open', 'overdue'] as const).map((value) => ({ value, label: t(`shows.${value}`) }))}
          onChange={(value) => setSearch({ show: value, page: 1 })}
        />
        {run > 0 && (
          <Tag closable style={{ alignSelf: 'center' }} onClose={() => setSearch({ run: 0 })}>
            {t('runs')} {run}
          </Tag>
        )}
      </div>
      <DataTable<BillRow>
        query={{ ...bills, data: bills.data?.rows }}
        rowKey="billId"
        empty={{ title: t('noBills'), hint: t('noBillsHint') }}
        onOpen={(bill) => navigate(`/bills/${bill.billId}`)}
        pagination={{
          current: page,
          pageSize: PAGE_SIZE,
          total: bills.data?.total ?? 0,
          hideOnSinglePage: true,
          showSizeChanger: false,
          size: 'small',
          onChange: (value) => setSearch({ page: value }),
        }}
        columns={[
          { title: t('billNo'), dataIndex: 'billNo', className: 'figures' },
          { title: t('month'), dataIndex: 'month', className: 'figures' },
          { title: t('item'), width: 150, render: (_, bill) => chargeName(bill) },
          { title: t('door'), dataIndex: 'doorNo' },
          { title: t('customer'), dataIndex: 'customerName', ellipsis: true },
          {
            title: t('quantity'),
            align: 'right',
            render: (_, bill) => (
              <span className="figures">{bill.quantityMilli === null ? '—' : formatMilli(bill.quantityMilli, 2)}</span>
            ),
          },
          { title: t('amount'), align: 'right', render: (_, bill) => <Money fen={bill.amountFen} /> },
          {
            title: t('owedYuan'),
            align: 'right',
            render: (_, bill) => (
              <Money fen={bill.reversedAt === null ? bill.amountFen - bill.paidFen : 0} isDebt={bill.dueOn < today} />
            ),
          },
          { title: t('dueOn'), dataIndex: 'dueOn', className: 'figures' },
          { title: t('state'), render: (_, bill) => <BillState bill={bill} today={today} /> },
        ]}
        summary={() => (
          <tr>
            <td colSpan={6} style={{ padding: '6px 10px' }}>
              {t('total')} <span className="figures">{bills.data?.total}</span>
            </td>
            <td style={{ padding: '6px 10px', textAlign: 'right' }}>
              <Money fen={bills.data?.amountFen} isStrong />
            </td>
            <td style={{ padding: '6px 10px', textAlign: 'right' }}>
              <Money fen={bills.data && bills.data.amountFen - bills.data.paidFen} isStrong />
            </td>
            <td colSpan={2} />
          </tr>
        )}
      />
    </>
  );
}

export function BillState({
  bill,
  today,
}: {
  bill: { amountFen: number; paidFen: number; dueOn: string; reversedAt: number | null };
  today: string;
}) {
  const { t } = useTranslation('billing');
  if (bill.reversedAt !== null) return <Tag>{t('reversed')}</Tag>;
  if (bill.paidFen >= bill.amountFen) return <Tag color="success">{t('settled')}</Tag>;
  return bill.dueOn < today ? <Tag color="error">{t('overdue')}</Tag> : <Tag color="warning">{t('openState')}</Tag>;
}
