import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { z } from 'zod';
import { MeterProtocol, MeterService, MeterState } from '../../../main/modules/meters/meters.schema.ts';
import { DeviceId } from '../../../main/shared/ids.ts';
import { type Outputs, trpc } from '../../app/api.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { pageQuery, pager } from '../../ui/paging.ts';
import { useMay } from '../../ui/useMay.ts';
import { useSearchState } from '../../ui/useSearchState.ts';
import { TextFilter } from '../customers/TextFilter.tsx';
import { SetWires } from './SetWires.tsx';
import { useBuses } from './useBuses.ts';

const PAGE_SIZE = 50;
const Filters = z.object({
  text: z.string().max(60).default(''),
  service: z.enum(['', ...MeterService.options]).default(''),
  protocol: z.enum(['', ...MeterProtocol.options]).default(''),
  bus: z.coerce.number().int().min(0).default(0),
  state: MeterState.default('installed'),
  page: z.coerce.number().int().min(1).default(1),
});
type Filters = z.infer<typeof Filters>;
type Row = Outputs['meters']['list']['rows'][number];

/** The meters of the station, by number. */
export function MetersPage() {
  const { t } = useTranslation('meters');
  const navigate = useNavigate();
  const [filters, setFilters] = useSearchState(Filters);
  const { text, service, protocol, bus, state, page } = filters;
  const mayWrite = useMay('meters.write');
  const busName = useBuses();
  const [chosen, setChosen] = useState<readonly Row[]>([]);
  const [isSetting, setSetting] = useState(false);
  const list = useQuery(
    trpc.meters.list.queryOptions(
      {
        text,
        state,
        page,
        pageSize: PAGE_SIZE,
        service: service || null,
        protocol: protocol || null,
        busId: bus ? DeviceId.parse(bus) : null,
      },
      { placeholderData: keepPreviousData },
    ),
  );
  const isFiltered = text !== '' || service !== '' || protocol !== '' || bus !== 0 || state !== 'installed';
  return (
    <PageFrame
      title={t('title')}
      filters={
        <FilterBar
          filters={filters}
          onChange={(change) => {
            setChosen([]);
            setFilters({ ...change, page: 1 });
          }}
        />
      }
      extra={
        <>
          <Button onClick={() => navigate('/accuracy')}>{t('accuracy:title')}</Button>
          {mayWrite && (
            <>
              <Button onClick={() => navigate('/commissioning')}>{t('commissioning:title')}</Button>
              {chosen.length > 0 && (
                <Button onClick={() => setSetting(true)}>{t('wires.open', { count: chosen.length })}</Button>
              )}
              <Button type="primary" onClick={() => navigate('/meters/new')}>
                {t('create')}
              </Button>
            </>
          )}
        </>
      }
    >
      <DataTable<Row>
        query={pageQuery(list, (page) => page.rows)}
        rowKey="meterId"
        {...(mayWrite && {
          rowSelection: {
            selectedRowKeys: chosen.map(({ meterId }) => meterId),
            onChange: (_, rows) => setChosen(rows),
            columnWidth: 36,
          },
        })}
        onOpen={(row) => navigate(`/meters/${row.meterId}`)}
        empty={
          isFiltered
            ? { title: t('emptyFiltered'), hint: t('emptyFilteredHint') }
            : {
                title: t('empty'),
                hint: t('emptyHint'),
                ...(mayWrite && { action: { label: t('create'), onClick: () => navigate('/meters/new') } }),
              }
        }
        pagination={{
          ...pager(page, { pageSize: PAGE_SIZE, total: list.data?.total }, (next) => setFilters({ page: next })),
          showTotal: (total) => t('count', { count: total }),
        }}
        columns={[
          { title: t('meterNo'), dataIndex: 'meterNo', className: 'figures', width: 150, ellipsis: true },
          { title: t('serviceTitle'), width: 70, render: (_, row) => t(`service.${row.service}`) },
          { title: t('account'), ellipsis: true, render: (_, row) => <OnAccount meter={row} /> },
          { title: t('protocolTitle'), width: 130, render: (_, row) => t(`protocol.${row.protocol}`) },
          { title: t('bus'), width: 140, ellipsis: true, render: (_, row) => busName(row.busId) },
          { title: t('address'), className: 'figures', width: 120, render: (_, row) => row.address || '—' },
          { title: t('multiplier'), dataIndex: 'multiplier', align: 'right', className: 'figures', width: 70 },
          { title: t('model'), ellipsis: true, width: 100, render: (_, row) => row.model || '—' },
          { title: t('installedOn'), dataIndex: 'installedOn', className: 'figures', width: 105 },
          {
            title: t('calibrationDueOn'),
            className: 'figures',
            width: 105,
            render: (_, row) => row.calibrationDueOn ?? '—',
          },
        ]}
      />
      {isSetting && (
        <SetWires
          meters={chosen}
          onDone={() => {
            setSetting(false);
            setChosen([]);
          }}
          onClose={() => setSetting(false)}
        />
      )}
    </PageFrame>
  );
}

/** Whom a meter measures for, or why for nobody. */
function OnAccount({ meter }: { meter: Row }) {
  const { t } = useTranslation('meters');
  if (meter.removedOn) return t('removedSince', { date: meter.removedOn });
  return meter.accountNo ? `${meter.doorNo} ${meter.customerName}` : t('unassigned');
}

function FilterBar(props: { filters: Filters; onChange: (change: Partial<Filters>) => void }) {
  const { t } = useTranslation('meters');
  const { filters, onChange } = props;
  const busName = useBuses();
  return (
    <>
      <TextFilter
        label={t('findNumber')}
        placeholder={t('findNumber')}
        width={150}
        value={filters.text}
        onChange={(text) => onChange({ text })}
      />
      <Select
        aria-label={t('stateTitle')}
        style={{ width: 115 }}
        value={filters.state}
        options={MeterState.options.map((value) => ({ value, label: t(`state.${value}`) }))}
        onChange={(state) => onChange({ state })}
      />
      <Select
        aria-label={t('serviceTitle')}
        style={{ width: 115 }}
        value={filters.service}
        options={[
          { value: '', label: t('allServices') },
          ...MeterService.options.map((value) => ({ value, label: t(`service.${value}`) })),
        ]}
        onChange={(service) => onChange({ service: service as Filters['service'] })}
      />
      <Select
        aria-label={t('protocolTitle')}
        style={{ width: 130 }}
        value={filters.protocol}
        options={[
          { value: '', label: t('allProtocols') },
          ...MeterProtocol.options.map((value) => ({ value, label: t(`protocol.${value}`) })),
        ]}
        onChange={(protocol) => onChange({ protocol: protocol as Filters['protocol'] })}
      />
      {busName.list.length > 0 && (
        <Select
          aria-label={t('bus')}
          style={{ width: 120 }}
          value={filters.bus}
          options={[
            { value: 0, label: t('allBuses') },
            ...busName.list.map((device) => ({ value: device.deviceId as number, label: device.name })),
          ]}
          onChange={(bus) => onChange({ bus })}
        />
      )}
    </>
  );
}
