import { useQuery } from '@tanstack/react-query';
import { Tooltip } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { localDateTime } from '../../../main/shared/dates.ts';
import { formatKilograms } from '../../../main/shared/quantity.ts';
import { type Inputs, type Outputs, trpc } from '../../app/api.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { useToday } from '../../ui/useToday.ts';
import { OutcomeTag } from './StateTag.tsx';

const PAGE_SIZE = 50;
type Row = Outputs['filling']['list']['items'][number];

/** Fillings of a period, newest first. */
export function FillingTable(props: {
  query: Omit<Inputs['filling']['list'], 'page' | 'pageSize'>;
  opensCylinder?: boolean;
}) {
  const { t } = useTranslation('cylinders');
  const navigate = useNavigate();
  const { zone } = useToday();
  const [at, setAt] = useState({ key: '', page: 1 });
  const key = JSON.stringify(props.query);
  const page = at.key === key ? at.page : 1;
  const list = useQuery(
    trpc.filling.list.queryOptions(
      { ...props.query, page, pageSize: PAGE_SIZE },
      { placeholderData: (before) => before },
    ),
  );
  const mass = (title: string, grams: (row: Row) => number) => ({
    title,
    align: 'right' as const,
    className: 'figures',
    render: (_: unknown, row: Row) => formatKilograms(grams(row)),
  });
  return (
    <DataTable<Row>
      query={{ data: list.data?.items, isPending: list.isPending, error: list.error, refetch: list.refetch }}
      rowKey="id"
      empty={{ title: t('fillings.none'), hint: t('fillings.noneHint') }}
      {...(props.opensCylinder && { onOpen: (row) => navigate(`/cylinders/${row.cylinderId}?tab=fillings`) })}
      pagination={{
        current: page,
        pageSize: PAGE_SIZE,
        total: list.data?.total ?? 0,
        showSizeChanger: false,
        hideOnSinglePage: true,
        size: 'small',
        onChange: (next) => setAt({ key, page: next }),
      }}
      columns={[
        { title: t('time'), className: 'figures', render: (_, row) => localDateTime(row.filledAt, zone).slice(0, 16) },
        { title: t('code'), dataIndex: 'cylinderCode', className: 'figures' },
        { title: t('type'), dataIndex: 'typeCode' },
        mass(t('tareKg'), (row) => row.tareGrams),
        mass(t('grossKg'), (row) => row.grossGrams),
        mass(t('netKg'), (row) => row.netGrams),
        { title: t('outcomeTitle'), render: (_, row) => <OutcomeTag outcome={row.outcome} /> },
        {
          title: t('weighedBy'),
          render: (_, row) =>
            row.manualReason === null ? (
              t('byScale')
            ) : (
              <Tooltip title={row.manualReason}>
                <span>{t('byHand')}</span>
              </Tooltip>
            ),
        },
        { title: t('by'), dataIndex: 'userName' },
      ]}
    />
  );
}
