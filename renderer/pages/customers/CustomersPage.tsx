import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Segmented, Select, theme } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { z } from 'zod';
import { AccountState, Service } from '../../../main/modules/customers/customers.schema.ts';
import { trpc } from '../../app/api.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { pageQuery, pager } from '../../ui/paging.ts';
import { useMay } from '../../ui/useMay.ts';
import { useSearchState } from '../../ui/useSearchState.ts';
import { useAccountColumns } from './accountColumns.tsx';
import { TextFilter } from './TextFilter.tsx';

const PAGE_SIZE = 50;
const Filters = z.object({
  text: z.string().max(100).default(''),
  building: z.string().default(''),
  service: z.enum(['', ...Service.options]).default(''),
  state: AccountState.default('open'),
  page: z.coerce.number().int().min(1).default(1),
});

/** All accounts, by door; with a text, in the order of the search box. */
export function CustomersPage() {
  const { t } = useTranslation('customers');
  const { token } = theme.useToken();
  const navigate = useNavigate();
  const [filters, setFilters] = useSearchState(Filters);
  const { building, service, state, page, text } = filters;
  const mayWrite = useMay('customers.write');
  const maySeeCredit = useMay('cashier.read');
  const mayImport = useMay('customers.import');
  const list = useQuery(
    trpc.customers.list.queryOptions(
      { text, state, page, pageSize: PAGE_SIZE, building: building || null, service: service || null },
      { placeholderData: keepPreviousData },
    ),
  );
  const buildings = useQuery(trpc.premises.buildings.queryOptions());
  const columns = useAccountColumns();
  const isFiltered = text !== '' || building !== '' || service !== '' || state !== 'open';

  return (
    <PageFrame
      title={t('title')}
      filters={
        <>
          <TextFilter
            label={t('search.label')}
            placeholder={t('search.placeholder')}
            value={text}
            onChange={(value) => setFilters({ text: value, page: 1 })}
          />
          <Select
            aria-label={t('building')}
            showSearch
            style={{ width: 140 }}
            value={building}
            options={[
              { value: '', label: t('allBuildings') },
              ...(buildings.data ?? []).map((row) => ({ value: row.building, label: row.building })),
            ]}
            onChange={(value) => setFilters({ building: value, page: 1 })}
          />
          <Select
            aria-label={t('serviceTitle')}
            style={{ width: 126 }}
            value={service}
            options={[
              { value: '', label: t('allServices') },
              ...Service.options.map((value) => ({ value, label: t(`service.${value}`) })),
            ]}
            onChange={(value) => setFilters({ service: value as typeof service, page: 1 })}
          />
          <Segmented
            aria-label={t('stateTitle')}
            value={state}
            options={AccountState.options.map((value) => ({ value, label: t(`state.${value}`) }))}
            onChange={(value) => setFilters({ state: value, page: 1 })}
          />
        </>
      }
      extra={
        <>
          {maySeeCredit && <Button onClick={() => navigate('/low-balances')}>{t('credit:low.title')}</Button>}
          {mayImport && <Button onClick={() => navigate('/import')}>{t('toImport')}</Button>}
          {mayWrite && (
            <Button type="primary" onClick={() => navigate('/customers/new')}>
              {t('open')}
            </Button>
          )}
        </>
      }
    >
      <DataTable
        query={pageQuery(list, (page) => page.rows)}
        rowKey="accountId"
        columns={columns}
        onOpen={(row) => navigate(`/customers/${row.customerId}`)}
        empty={
          isFiltered
            ? { title: t('emptyFiltered'), hint: t('emptyFilteredHint') }
            : {
                title: t('empty'),
                hint: t('emptyHint'),
                ...(mayWrite && { action: { label: t('open'), onClick: () => navigate('/customers/new') } }),
              }
        }
        pagination={{
          ...pager(page, { pageSize: PAGE_SIZE, total: list.data?.total }, (next) => setFilters({ page: next })),
          showTotal: (total) => t(list.data?.isCut ? 'countCut' : 'count', { count: total }),
        }}
        after={
          list.data?.isCut && (
            <p style={{ color: token.colorTextSecondary, fontSize: 12 }}>{t('cut', { count: list.data.total })}</p>
          )
        }
      />
    </PageFrame>
  );
}
