import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Segmented, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatScaled } from '../../../main/shared/money.ts';
import { type Outputs, trpc } from '../../app/api.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { type AccuracyFilters, pages } from './filters.ts';

type Row = Outputs['accuracy']['tests']['rows'][number];

export function TestsTab({ of, onOpen }: { of: AccuracyFilters; onOpen: (meterId: number) => void }) {
  const { t } = useTranslation(['accuracy', 'readings']);
  const { filters, setFilters, paging } = of;
  const list = useQuery(
    trpc.accuracy.tests.queryOptions({ show: filters.tests, ...paging }, { placeholderData: keepPreviousData }),
  );
  return (
    <>
      <div style={{ paddingBottom: 8 }}>
        <Segmented
          aria-label={t('test.show')}
          value={filters.tests}
          options={(['all', 'failed'] as const).map((value) => ({
            value,
            label: `${t(`test.shows.${value}`)}${value === 'failed' && list.data ? ` ${list.data.failed}` : ''}`,
          }))}
          onChange={(value) => setFilters({ tests: value, page: 1 })}
        />
      </div>
      <DataTable<Row>
        query={{ ...list, data: list.data?.rows }}
        rowKey="testId"
        empty={{ title: t('test.none'), hint: t('test.noneHint') }}
        onOpen={(row) => onOpen(row.meterId)}
        pagination={pages(of, list.data?.total ?? 0)}
        columns={[
          { title: t('test.on'), dataIndex: 'testedOn', width: 120, className: 'figures' },
          { title: t('test.certificate'), dataIndex: 'certificateNo', width: 150, className: 'figures' },
          { title: t('readings:meter'), dataIndex: 'meterNo', width: 150 },
          { title: t('readings:door'), dataIndex: 'doorNo', width: 120 },
          { title: t('readings:customer'), dataIndex: 'customerName', width: 110, ellipsis: true },
          { title: t('test.purpose'), width: 110, render: (_, row) => t(`test.purposes.${row.purpose}`) },
          { title: t('test.class'), dataIndex: 'accuracyClass', width: 100 },
          {
            title: t('test.overall'),
            width: 110,
            align: 'right',
            className: 'figures',
            render: (_, row) => `${formatScaled(row.overallE4, 2, 2)}%`,
          },
          { title: t('test.result'), width: 100, render: (_, row) => <TestTag test={row} /> },
          { title: t('test.by'), dataIndex: 'testedBy', ellipsis: true },
        ]}
      />
    </>
  );
}

export function TestTag({ test }: { test: { isPassed: boolean; voidedAt: number | null } }) {
  const { t } = useTranslation('accuracy');
  if (test.voidedAt !== null) return <Tag>{t('test.voided')}</Tag>;
  return <Tag color={test.isPassed ? 'success' : 'error'}>{t(test.isPassed ? 'test.passed' : 'test.failed')}</Tag>;
}
