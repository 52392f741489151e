import { useQuery } from '@tanstack/react-query';
import { Card, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { CreditSettings } from '../credit/CreditSettings.tsx';
import { Backups } from './Backups.tsx';
import { SettingsForm } from './SettingsForm.tsx';

/** What the station is, where it lives, and its backups. */
export function SettingsPage() {
  const { t } = useTranslation('station');
  const settings = useQuery(trpc.station.settings.queryOptions());
  return (
    <PageFrame title={t('title')}>
      <div className="cards settings-cards">
        <Card size="small" title={t('about')}>
          {settings.error && <ErrorNote error={settings.error} onRetry={() => settings.refetch()} />}
          {settings.isPending && <Skeleton active />}
          {settings.data && <SettingsForm settings={settings.data} />}
        </Card>
        <Backups />
        <CreditSettings />
      </div>
    </PageFrame>
  );
}
