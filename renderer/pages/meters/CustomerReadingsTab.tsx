import { useQuery } from '@tanstack/react-query';
import { Segmented, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerId, MeterId } from '../../../main/shared/ids.ts';
import { trpc } from '../../app/api.ts';
import { EmptyNote } from '../../ui/DataTable.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { MeterReadings } from './MeterReadings.tsx';

/** The readings of one of a customer's meters at a time; those in use come first. */
export function CustomerReadingsTab({ customerId }: { customerId: CustomerId }) {
  const { t } = useTranslation('meters');
  const [chosen, setChosen] = useState<MeterId>();
  const query = useQuery(trpc.meters.ofCustomer.queryOptions({ customerId }));
  if (query.error) return <ErrorNote error={query.error} onRetry={() => query.refetch()} />;
  if (query.isPending) return <Skeleton active paragraph={{ rows: 4 }} />;
  const meters = [...new Map(query.data.map(({ meterId, meterNo }) => [meterId, meterNo]))];
  const shown = chosen ?? meters[0]?.[0];
  if (shown === undefined) return <EmptyNote title={t('noMeters')} hint={t('noMetersHint')} />;
  return (
    <>
      {meters.length > 1 && (
        <Segmented<number>
          aria-label={t('title')}
          style={{ marginBottom: 12 }}
          value={shown}
          options={meters.map(([meterId, meterNo]) => ({ value: meterId as number, label: meterNo }))}
          onChange={(meterId) => setChosen(meterId as MeterId)}
        />
      )}
      <MeterReadings meterId={shown} />
    </>
  );
}
