import { useQuery } from '@tanstack/react-query';
import { Button, Input, Segmented, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { z } from 'zod';
import { SHOWN } from '../../../main/modules/cylinders/cylinders.schema.ts';
import { formatKilograms } from '../../../main/shared/quantity.ts';
import { trpc } from '../../app/api.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { pageQuery, pager } from '../../ui/paging.ts';
import { useMay } from '../../ui/useMay.ts';
import { useSearchState } from '../../ui/useSearchState.ts';
import { CreateCylinderDrawer } from './CylinderDrawer.tsx';
import { StateTag } from './StateTag.tsx';

const PAGE_SIZE = 50;
const Filters = z.object({
  show: z.enum(SHOWN).default('in-service'),
  type: z.string().default(''),
  text: z.string().default(''),
  page: z.coerce.number().int().positive().default(1),
});

/** The register of cylinders. A row opens the cylinder's own page. */
export function CylindersPage() {
  const { t } = useTranslation('cylinders');
  const navigate = useNavigate();
  const mayWrite = useMay('cylinders.write');
  const mayRule = useMay('cylinders.rules');
  const [filters, setFilters] = useSearchState(Filters);
  const [isCreating, setCreating] = useState(false);
  const { show, type, text, page } = filters;
  const query = { show, page, pageSize: PAGE_SIZE, ...(type && { typeCode: type }), ...(text && { text }) };
  const list = useQuery(trpc.cylinders.list.queryOptions(query, { placeholderData: (before) => before }));
  const types = useQuery(trpc.cylinders.types.queryOptions());
  const isFiltered = show !== 'in-service' || type !== '' || text !== '';

  return (
    <PageFrame
      title={t('register.title')}
      filters={
        <>
          <Segmented
            aria-label={t('register.show')}
            value={show}
            options={SHOWN.map((value) => ({ value, label: t(`show.${value}`) }))}
            onChange={(value) => setFilters({ show: value, page: 1 })}
          />
          <Select
            aria-label={t('type')}
            style={{ width: 130 }}
            value={type}
            options={[
              { value: '', label: t('allTypes') },
              ...(types.data ?? []).map(({ code }) => ({ value: code, label: code })),
            ]}
            onChange={(value) => setFilters({ type: value, page: 1 })}
          />
          <Input.Search
            aria-label={t('register.search')}
            placeholder={t('register.search')}
            allowClear
            style={{ width: 200 }}
            defaultValue={text}
            onSearch={(value) => setFilters({ text: value.trim(), page: 1 })}
          />
        </>
      }
      extra={
        <>
          {mayRule && <Button onClick={() => navigate('/cylinder-types')}>{t('types.title')}</Button>}
          {mayWrite && (
            <Button type="primary" onClick={() => setCreating(true)}>
              {t('register.create')}
            </Button>
          )}
        </>
      }
    >
      <DataTable
        query={pageQuery(list, (page) => page.items)}
        rowKey="id"
        empty={
          isFiltered
            ? { title: t('register.emptyFiltered'), hint: t('register.emptyFilteredHint') }
            : {
                title: t('register.empty'),
                hint: t('register.emptyHint'),
                ...(mayWrite && { action: { label: t('register.create'), onClick: () => setCreating(true) } }),
              }
        }
        onOpen={(row) => navigate(`/cylinders/${row.id}`)}
        pagination={{
          ...pager(page, { pageSize: PAGE_SIZE, total: list.data?.total }, (next) => setFilters({ page: next })),
          showTotal: (total) => t('count', { count: total }),
        }}
        columns={[
          { title: t('code'), dataIndex: 'code', className: 'figures' },
          { title: t('serialNo'), dataIndex: 'serialNo', className: 'figures' },
          { title: t('type'), dataIndex: 'typeCode' },
          { title: t('maker'), dataIndex: 'maker' },
          {
            title: t('tareKg'),
            align: 'right',
            className: 'figures',
            render: (_, row) => formatKilograms(row.tareGrams),
          },
          { title: t('madeOn'), className: 'figures', render: (_, row) => row.madeOn ?? '—' },
          { title: t('nextInspectionOn'), dataIndex: 'nextInspectionOn', className: 'figures' },
          { title: t('scrapOn'), dataIndex: 'scrapOn', className: 'figures' },
          { title: t('stateTitle'), render: (_, row) => <StateTag state={row.state} /> },
        ]}
      />
      {isCreating && (
        <CreateCylinderDrawer
          onClose={() => setCreating(false)}
          onDone={(cylinderId) => navigate(`/cylinders/${cylinderId}`)}
        />
      )}
    </PageFrame>
  );
}
