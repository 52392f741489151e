import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { localDateTime } from '../../../main/shared/dates.ts';
import type { CylinderId } from '../../../main/shared/ids.ts';
import { formatKilograms } from '../../../main/shared/quantity.ts';
import { trpc } from '../../app/api.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { useToday } from '../../ui/useToday.ts';
import { RefusalTable } from './RefusalTable.tsx';

export function CylinderHistory(props: { cylinderId: CylinderId }) {
  const { t } = useTranslation('cylinders');
  const { zone } = useToday();
  const shown = useShownValue();
  const events = useQuery(trpc.cylinders.history.queryOptions({ cylinderId: props.cylinderId }));
  return (
    <DataTable
      query={events}
      rowKey="id"
      empty={{ title: t('record.noHistory') }}
      columns={[
        { title: t('time'), className: 'figures', render: (_, row) => localDateTime(row.at, zone).slice(0, 16) },
        { title: t('record.what'), render: (_, row) => t(`event.${row.kind}`) },
        { title: t('record.note'), dataIndex: 'note' },
        {
          title: t('record.changes'),
          render: (_, row) =>
            Object.entries(row.changes).map(([name, [before, after]]) => (
              <div key={name} className="figures">
                {t(`field.${name}`)}: {shown(name, before)} → {shown(name, after)}
              </div>
            )),
        },
        { title: t('by'), dataIndex: 'userName' },
      ]}
    />
  );
}

/** A changed value as a person reads it: masses in kilograms, switches in words. */
function useShownValue(): (name: string, value: unknown) => string {
  const { t } = useTranslation('cylinders');
  return (name, value) => {
    if (value === null || value === '') return '—';
    if (name.endsWith('Grams') && typeof value === 'number') return `${formatKilograms(value)} kg`;
    if (name === 'volumeMl' && typeof value === 'number') return `${value / 1000} L`;
    if (name.startsWith('is')) return t(value === 1 ? 'yes' : 'no');
    return String(value);
  };
}

export function CylinderRefusals(props: { cylinderId: CylinderId }) {
  const refusals = useQuery(trpc.cylinders.refusals.queryOptions({ cylinderId: props.cylinderId }));
  return <RefusalTable query={refusals} />;
}
