import { useQuery } from '@tanstack/react-query';
import { Descriptions, Drawer, Skeleton, Table, theme } from 'antd';
import { useTranslation } from 'react-i18next';
import { localDateTime } from '../../../main/shared/dates.ts';
import { type Outputs, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useToday } from '../../ui/useToday.ts';
import { changesOf } from './changes.ts';
import { useAuditWords } from './useAuditWords.ts';

type Entry = Outputs['audit']['get'];

/** One entry in words, then as it is stored. */
export function AuditDrawer(props: { id: number; onClose: () => void }) {
  const { t } = useTranslation('audit');
  const entry = useQuery(trpc.audit.get.queryOptions({ id: props.id }, { staleTime: Number.POSITIVE_INFINITY }));
  return (
    <Drawer open size={620} title={t('entry', { id: props.id })} onClose={props.onClose}>
      {entry.error && <ErrorNote error={entry.error} onRetry={() => entry.refetch()} />}
      {entry.isPending && <Skeleton active />}
      {entry.data && <EntryDetail entry={entry.data} />}
    </Drawer>
  );
}

function EntryDetail({ entry }: { entry: Entry }) {
  const { t } = useTranslation('audit');
  const { token } = theme.useToken();
  const { zone } = useToday();
  const words = useAuditWords();
  return (
    <>
      <p style={{ marginTop: 0 }}>
        {t('sentence', {
          at: localDateTime(entry.at, zone),
          user: entry.userName,
          via: t(`viaName.${entry.via}`),
          action: words.action(entry.action),
        })}
      </p>
      {entry.subjects.map((subject) => {
        const changes = changesOf(subject.before, subject.after);
        return (
          <section key={`${subject.kind} ${subject.id}`} style={{ marginBottom: 16 }}>
            <h2 style={{ fontSize: 14, margin: '0 0 6px' }}>{words.subject(subject.kind, subject.id)}</h2>
            {changes.length > 0 && (
              <Table
                size="small"
                pagination={false}
                rowKey="field"
                dataSource={changes}
                columns={[
                  { title: t('field'), width: 150, render: (_, change) => words.field(change.field) },
                  { title: t('before'), dataIndex: 'before', render: cell },
                  { title: t('after'), dataIndex: 'after', render: cell },
                ]}
              />
            )}
          </section>
        );
      })}
      <Descriptions
        size="small"
        column={1}
        items={[
          { key: 'hash', label: t('hash'), children: <code style={{ fontSize: 12 }}>{entry.hash}</code> },
          { key: 'prev', label: t('prevHash'), children: <code style={{ fontSize: 12 }}>{entry.prevHash}</code> },
        ]}
      />
      <h2 style={{ fontSize: 14 }}>{t('stored')}</h2>
      <pre
        style={{
          fontSize: 12,
          padding: 10,
          margin: 0,
          background: token.colorFillQuaternary,
          whiteSpace: 'pre-wrap',
          overflowWrap: 'anywhere',
        }}
      >
        {JSON.stringify({ action: entry.action, input: entry.input, subjects: entry.subjects }, null, 2)}
      </pre>
    </>
  );
}

function cell(value: string | null) {
  return <span style={{ overflowWrap: 'anywhere' }}>{value ?? '—'}</span>;
}
