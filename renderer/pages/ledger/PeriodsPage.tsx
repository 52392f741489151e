import { useQuery } from '@tanstack/react-query';
import { Button, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { localDateTime } from '../../../main/shared/dates.ts';
import { type Outputs, trpc } from '../../app/api.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { useMay } from '../../ui/useMay.ts';
import { useToday } from '../../ui/useToday.ts';
import { ClosePeriodDialog } from './ClosePeriodDialog.tsx';
import { ReopenPeriodDialog } from './ReopenPeriodDialog.tsx';

type Period = Outputs['periods']['list'][number];

const COLOURS = { closed: 'default', open: 'warning', running: 'success' } as const;

/** The months of the book: which are closed, by whom, and the one that can be closed or opened again. */
export function PeriodsPage() {
  const { t } = useTranslation('periods');
  const mayClose = useMay('ledger.close');
  const [closing, setClosing] = useState<string>();
  const [reopening, setReopening] = useState<string>();
  const list = useQuery(trpc.periods.list.queryOptions());
  return (
    <PageFrame title={t('title')}>
      <DataTable
        query={list}
        rowKey="month"
        empty={{ title: t('empty'), hint: t('emptyHint') }}
        columns={[
          { title: t('month'), dataIndex: 'month', className: 'figures', width: 110 },
          {
            title: t('state'),
            width: 120,
            render: (_, row) => <Tag color={COLOURS[row.state]}>{t(`states.${row.state}`)}</Tag>,
          },
          {
            title: t('entries'),
            align: 'right',
            className: 'figures',
            width: 110,
            render: (_, row) => row.entries.toLocaleString('en-US'),
          },
          { title: t('history'), render: (_, row) => <History events={row.events} /> },
          {
            key: 'actions',
            align: 'right',
            width: 120,
            render: (_, row) => (
              <>
                {mayClose && row.isNext && (
                  <Button type="primary" size="small" onClick={() => setClosing(row.month)}>
                    {t('close.button')}
                  </Button>
                )}
                {mayClose && row.isLast && (
                  <Button size="small" danger onClick={() => setReopening(row.month)}>
                    {t('reopen.button')}
                  </Button>
                )}
              </>
            ),
          },
        ]}
      />
      {closing && <ClosePeriodDialog month={closing} onClose={() => setClosing(undefined)} />}
      {reopening && <ReopenPeriodDialog month={reopening} onClose={() => setReopening(undefined)} />}
    </PageFrame>
  );
}

function History({ events }: { events: Period['events'] }) {
  const { t } = useTranslation('periods');
  const { zone } = useToday();
  return events.map((event) => (
    <div key={event.eventId}>
      <span className="figures">{localDateTime(event.at, zone).slice(0, 16)}</span> {event.userName}{' '}
      {t(`events.${event.kind}`)}
      {event.reason && t('because', { reason: event.reason })}
      {event.kind === 'closed' && (
        <code style={{ marginInlineStart: 8, fontSize: 12 }} title={t('codeHint', { hash: event.hash })}>
          {event.hash.slice(0, 16)}
        </code>
      )}
    </div>
  ));
}
