import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Card, Descriptions, Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import { localDateTime } from '../../../main/shared/dates.ts';
import { type Outputs, trpc } from '../../app/api.ts';
import { useProgress } from '../../app/live.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useToday } from '../../ui/useToday.ts';

type Backup = Outputs['station']['backups']['backups'][number];

const megabytes = (bytes: number) => (bytes / 1_048_576).toFixed(1);

/** Where the data is, the copies of it, and the button that makes one. */
export function Backups() {
  const { t } = useTranslation('station');
  const { message } = App.useApp();
  const { zone } = useToday();
  const place = useQuery(trpc.station.place.queryOptions());
  const list = useQuery(trpc.station.backups.queryOptions());
  const progress = useProgress('backup');
  const make = useMutation(
    trpc.station.backUp.mutationOptions({
      onSuccess: ({ file }) => {
        message.success(t('backedUp', { file }));
        list.refetch();
      },
    }),
  );
  const isRunning = make.isPending || progress?.state === 'running';
  return (
    <Card
      size="small"
      title={t('backups')}
      extra={
        <Button type="primary" loading={isRunning} onClick={() => make.mutate()}>
          {t('backUpNow')}
        </Button>
      }
    >
      {place.data && (
        <Descriptions
          size="small"
          column={1}
          items={[
            { key: 'folder', label: t('folder'), children: <code>{place.data.folder}</code> },
            { key: 'size', label: t('databaseSize'), children: `${megabytes(place.data.databaseBytes)} MB` },
            { key: 'version', label: t('version'), children: place.data.version },
          ]}
        />
      )}
      {progress?.state === 'running' && (
        <Progress percent={Math.floor((100 * progress.done) / Math.max(1, progress.total))} size="small" />
      )}
      {make.error && <ErrorNote error={make.error} />}
      <DataTable<Backup>
        query={{ ...list, data: list.data?.backups }}
        rowKey="file"
        empty={{ title: t('noBackups') }}
        columns={[
          {
            title: t('madeAt'),
            width: 165,
            render: (_, row) => <span className="figures">{localDateTime(row.madeAt, zone)}</span>,
          },
          { title: t('file'), dataIndex: 'file', className: 'figures' },
          { title: 'MB', width: 70, align: 'right', className: 'figures', render: (_, row) => megabytes(row.bytes) },
          {
            title: 'SHA-256',
            width: 110,
            render: (_, row) => <code title={row.sha256}>{row.sha256.slice(0, 10)}</code>,
          },
          {
            title: t('madeBy'),
            width: 100,
            render: (_, row) => (row.madeBy === 'backup' ? t('automatic') : row.madeBy),
          },
        ]}
      />
      <p style={{ marginBottom: 0 }}>{t('backupHint')}</p>
      <p style={{ marginBottom: 0 }}>
        {t('restoreHint')}
        <br />
        <code>{`npm run -s cli -- restore <${t('file')}> --data "${place.data?.folder ?? ''}"`}</code>
      </p>
    </Card>
  );
}
