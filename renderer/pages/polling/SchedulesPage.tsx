import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { trpc } from '../../app/api.ts';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { useMay } from '../../ui/useMay.ts';
import { PollingNav } from './PollingNav.tsx';
import { RunTable } from './RunTable.tsx';
import { ScheduleDrawer } from './ScheduleDrawer.tsx';
import { ScheduleTable } from './ScheduleTable.tsx';
import type { ScheduleRow } from './schedule-row.ts';

/** Who is read when, what is running, and what the last polls brought. */
export function SchedulesPage() {
  const { t } = useTranslation('polling');
  const maySet = useMay('meters.write');
  const [editing, setEditing] = useState<ScheduleRow | 'new'>();
  const schedules = useQuery(trpc.polling.schedules.queryOptions());
  const add = () => setEditing('new');
  const hasSome = (schedules.data?.length ?? 0) > 0;
  const button = maySet && hasSome && (
    <Button type="primary" onClick={add}>
      {t('add')}
    </Button>
  );
  return (
    <PageFrame title={t('title')} beside={<PollingNav />} extra={button}>
      <ScheduleTable query={schedules} onEdit={setEditing} maySet={maySet} onAdd={add} />
      <h2 style={{ fontSize: 15, margin: '20px 0 8px' }}>{t('run.title')}</h2>
      <RunTable />
      {editing && (
        <ScheduleDrawer {...(editing !== 'new' && { schedule: editing })} onClose={() => setEditing(undefined)} />
      )}
    </PageFrame>
  );
}
