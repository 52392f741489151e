import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { z } from 'zod';
import { trpc } from '../../app/api.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { Money } from '../../ui/Money.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { pager } from '../../ui/paging.ts';
import { useSearchState } from '../../ui/useSearchState.ts';

const PAGE_SIZE = 50;
const Filters = z.object({
  text: z.string().max(60).default(''),
  page: z.coerce.number().int().min(1).default(1),
});

/** Whose balance is below the threshold, the lowest first: who is asked to pay in advance. */
export function LowBalancesPage() {
  const { t } = useTranslation('credit');
  const navigate = useNavigate();
  const [{ text, page }, setFilters] = useSearchState(Filters);
  const list = useQuery(
    trpc.credit.lowBalances.queryOptions(
      { text, offset: (page - 1) * PAGE_SIZE, limit: PAGE_SIZE },
      { placeholderData: keepPreviousData },
    ),
  );
  return (
    <PageFrame
      title={t('low.title')}
      filters={
        <Input.Search
          aria-label={t('low.search')}
          placeholder={t('low.search')}
          allowClear
          style={{ width: 280 }}
          defaultValue={text}
          onSearch={(value) => setFilters({ text: value.trim(), page: 1 })}
        />
      }
    >
      <DataTable
        query={{ ...list, data: list.data?.rows }}
        rowKey="accountId"
        onOpen={(row) => navigate(`/customers/${row.customerId}?tab=credit`)}
        empty={{ title: t(text ? 'low.notFound' : 'low.empty'), hint: t('low.emptyHint') }}
        pagination={{
          ...pager(page, { pageSize: PAGE_SIZE, total: list.data?.total }, (next) => setFilters({ page: next })),
          showTotal: (count) => t('low.count', { count }),
        }}
        columns={[
          { title: t('columns.account'), dataIndex: 'accountNo', className: 'figures', width: 120 },
          { title: t('columns.customer'), dataIndex: 'customerName' },
          { title: t('columns.door'), dataIndex: 'doorNo', className: 'figures' },
          { title: t('columns.service'), width: 90, render: (_, row) => t(`service.${row.service}`) },
          { title: t('columns.phone'), className: 'figures', render: (_, row) => row.phone || '—' },
          {
            title: t('columns.threshold'),
            align: 'right',
            className: 'money',
            width: 150,
            render: (_, row) => <Money fen={row.thresholdFen} />,
          },
          {
            title: t('columns.balance'),
            align: 'right',
            className: 'money',
            width: 150,
            render: (_, row) => <Money fen={row.balanceFen} isStrong />,
          },
        ]}
      />
    </PageFrame>
  );
}
