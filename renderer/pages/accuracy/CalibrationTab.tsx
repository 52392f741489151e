import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Segmented, Select, Tag, theme } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CALIBRATION_SHOWS } from '../../../main/modules/accuracy/accuracy.schema.ts';
import { type Outputs, trpc } from '../../app/api.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { useMay } from '../../ui/useMay.ts';
import { useToday } from '../../ui/useToday.ts';
import { DueDialog } from './DueDialog.tsx';
import { type AccuracyFilters, pages } from './filters.ts';

type Row = Outputs['accuracy']['calibration']['rows'][number];
const SERVICES = ['', 'electricity', 'gas', 'water'] as const;

export function CalibrationTab({ of, onOpen }: { of: AccuracyFilters; onOpen: (meterId: number) => void }) {
  const { t } = useTranslation(['accuracy', 'readings']);
  const { token } = theme.useToken();
  const { today } = useToday();
  const { filters, setFilters, paging } = of;
  const { due, service, building } = filters;
  const mayWrite = useMay('meters.write');
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const [isSetting, setSetting] = useState(false);
  const list = useQuery(
    trpc.accuracy.calibration.queryOptions(
      { show: due, ...paging, ...(service && { service }), ...(building && { building }) },
      { placeholderData: keepPreviousData },
    ),
  );
  const counts = list.data?.counts;
  const tone = (row: Row) =>
    row.dueOn !== null && row.dueOn <= today ? { color: token.colorError, fontWeight: 600 } : {};
  return (
    <>
      <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap', paddingBottom: 8 }}>
        <Segmented
          aria-label={t('due.show')}
          value={due}
          options={CALIBRATION_SHOWS.map((value) => ({
            value,
            label: `${t(`due.shows.${value}`)} ${counts?.[value] ?? ''}`,
          }))}
          onChange={(value) => {
            setChosen([]);
            setFilters({ due: value, page: 1 });
          }}
        />
        <Select
          aria-label={t('readings:service')}
          style={{ width: 120 }}
          value={service}
          options={SERVICES.map((value) => ({
            value,
            label: value ? t(`readings:services.${value}`) : t('allServices'),
          }))}
          onChange={(value) => setFilters({ service: value, page: 1 })}
        />
        <Select
          aria-label={t('readings:building')}
          style={{ width: 120 }}
          showSearch
          value={building}
          options={[
            { value: '', label: t('readings:allBuildings') },
            ...(list.data?.buildings ?? []).map((value) => ({ value, label: value })),
          ]}
          onChange={(value) => setFilters({ building: value, page: 1 })}
        />
        {mayWrite && (
          <Button type="primary" disabled={chosen.length === 0} onClick={() => setSetting(true)}>
            {t('due.set', { count: chosen.length })}
          </Button>
        )}
      </div>
      <DataTable<Row>
        query={{ ...list, data: list.data?.rows }}
        rowKey="meterId"
        empty={{ title: t(`due.none.${due}`) }}
        onOpen={(row) => onOpen(row.meterId)}
        pagination={pages(of, list.data?.total ?? 0)}
        {...(mayWrite && {
          rowSelection: {
            selectedRowKeys: [...chosen],
            onChange: (keys) => setChosen(keys as number[]),
            getCheckboxProps: (row: Row) => ({ 'aria-label': row.meterNo }),
            onCell: () => ({ onClick: (event) => event.stopPropagation() }),
          },
        })}
        columns={[
          {
            title: t('due.on'),
            width: 120,
            className: 'figures',
            render: (_, row) => <span style={tone(row)}>{row.dueOn ?? t('due.noDay')}</span>,
          },
          { title: t('readings:meter'), dataIndex: 'meterNo', width: 150 },
          { title: t('model'), dataIndex: 'model', ellipsis: true },
          { title: t('readings:service'), width: 92, render: (_, row) => t(`readings:services.${row.service}`) },
          { title: t('readings:door'), dataIndex: 'doorNo', width: 120 },
          { title: t('readings:customer'), dataIndex: 'customerName', width: 110, ellipsis: true },
          { title: t('installedOn'), dataIndex: 'installedOn', width: 120, className: 'figures' },
          { title: t('due.period'), width: 190, render: (_, row) => (row.kind ? t(`periods.${row.kind}`) : '—') },
          {
            title: t('due.lastTest'),
            width: 170,
            className: 'figures',
            render: (_, row) =>
              row.lastTestOn === null ? (
                '—'
              ) : (
                <>
                  {row.lastTestOn}{' '}
                  <Tag color={row.lastPassed ? 'success' : 'error'}>
                    {t(row.lastPassed ? 'test.passed' : 'test.failed')}
                  </Tag>
                </>
              ),
          },
        ]}
      />
      {isSetting && (
        <DueDialog
          meterIds={chosen}
          onClose={(isDone) => {
            setSetting(false);
            if (isDone) setChosen([]);
          }}
        />
      )}
    </>
  );
}
