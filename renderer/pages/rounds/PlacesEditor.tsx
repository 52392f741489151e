import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Select, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Outputs, queryClient, trpc } from '../../app/api.ts';
import { moved, withPlaces } from './places.ts';

export type PlaceRow = Outputs['rounds']['places']['places'][number];
const SERVICES = ['electricity', 'gas', 'water'] as const;

/** The way through the doors: whole buildings are added, single doors moved and taken out. */
export function PlacesEditor(props: { places: readonly PlaceRow[]; onChange: (places: readonly PlaceRow[]) => void }) {
  const { t } = useTranslation('rounds');
  const { places, onChange } = props;
  const [service, setService] = useState<(typeof SERVICES)[number]>('electricity');
  const [building, setBuilding] = useState<string | null>(null);
  const query = (of: string | null) => trpc.rounds.places.queryOptions({ service, building: of });
  const found = useQuery(query(building));
  const add = async () => {
    const { places: more } = await queryClient.ensureQueryData(query(building));
    onChange(withPlaces(places, more));
  };
  return (
    <>
      <div style={{ display: 'flex', gap: 8, margin: '4px 0 8px', alignItems: 'center', flexWrap: 'wrap' }}>
        <Select
          aria-label={t('service')}
          style={{ width: 90 }}
          value={service}
          options={SERVICES.map((value) => ({ value, label: t(`services.${value}`) }))}
          onChange={(value) => {
            setService(value);
            setBuilding(null);
          }}
        />
        <Select
          aria-label={t('building')}
          style={{ width: 150 }}
          showSearch
          value={building ?? ''}
          options={[
            { value: '', label: t('allBuildings') },
            ...(found.data?.buildings ?? []).map((value) => ({ value, label: value })),
          ]}
          onChange={(value) => setBuilding(value || null)}
        />
        <Button onClick={add} disabled={!found.data || found.data.places.length === 0}>
          {t('addDoors', { count: found.data?.places.length ?? 0 })}
        </Button>
        <span style={{ flex: 1 }} />
        <span className="figures">{t('doorsChosen', { count: places.length })}</span>
      </div>
      <Table<PlaceRow>
        size="small"
        rowKey={(row) => `${row.premisesId} ${row.service}`}
        dataSource={places}
        scroll={{ y: 360 }}
        locale={{ emptyText: t('noDoors') }}
        pagination={places.length > 200 ? { pageSize: 200, showSizeChanger: false, size: 'small' } : false}
        columns={[
          {
            title: t('position'),
            width: 64,
            align: 'right',
            render: (_, row) => <span className="figures">{places.indexOf(row) + 1}</span>,
          },
          { title: t('door'), dataIndex: 'doorNo' },
          { title: t('service'), width: 92, render: (_, row) => t(`services.${row.service}`) },
          { title: t('meter'), width: 150, render: (_, row) => row.meterNo ?? t('noMeter') },
          {
            title: t('order'),
            width: 130,
            render: (_, row) => {
              const at = places.indexOf(row);
              return (
                <>
                  <Button
                    size="small"
                    type="text"
                    icon={<ArrowUpOutlined />}
                    aria-label={t('up', { door: row.doorNo })}
                    disabled={at === 0}
                    onClick={() => onChange(moved(places, at, at - 1))}
                  />
                  <Button
                    size="small"
                    type="text"
                    icon={<ArrowDownOutlined />}
                    aria-label={t('down', { door: row.doorNo })}
                    disabled={at === places.length - 1}
                    onClick={() => onChange(moved(places, at, at + 1))}
                  />
                  <Button
                    size="small"
                    type="text"
                    icon={<DeleteOutlined />}
                    aria-label={t('takeOut', { door: row.doorNo })}
                    onClick={() => onChange(places.filter((other) => other !== row))}
                  />
                </>
              );
            },
          },
        ]}
      />
      {places.length > 1 && (
        <Button type="link" style={{ paddingInline: 0 }} onClick={() => onChange([...places].reverse())}>
          {t('reverse')}
        </Button>
      )}
    </>
  );
}
