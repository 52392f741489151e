import { useQuery } from '@tanstack/react-query';
import { Button, Descriptions, Drawer, Skeleton, Table, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { localDateTime } from '../../../main/shared/dates.ts';
import { formatScaled } from '../../../main/shared/money.ts';
import { trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useMay } from '../../ui/useMay.ts';
import { useToday } from '../../ui/useToday.ts';
import { EventDialog } from './EventDialog.tsx';
import type { MeterAccuracy } from './meter-accuracy.ts';
import { SealDialog } from './SealDialog.tsx';
import { SEAL_COLOURS } from './SealsTab.tsx';
import { SettleDialog } from './SettleDialog.tsx';
import { TestDialog } from './TestDialog.tsx';
import { TestTag } from './TestsTab.tsx';

type Open = { readonly kind: 'seal' | 'event' | 'test' } | { readonly kind: 'settle' | 'void'; readonly id: number };

/** Seals, events, tests and calibration of one meter, and all that can be done about them. */
export function MeterDrawer({ meterId, onClose }: { meterId: number; onClose: () => void }) {
  const { t } = useTranslation(['accuracy', 'readings']);
  const mayWrite = useMay('meters.write');
  const [open, setOpen] = useState<Open>();
  const query = useQuery(trpc.accuracy.ofMeter.queryOptions({ meterId: meterId as never }));
  const meter = query.data;
  const leave = () => setOpen(undefined);
  return (
    <Drawer
      open
      size={860}
      title={t('meter.title', { meterNo: meter?.meterNo ?? '' })}
      onClose={onClose}
      extra={
        mayWrite &&
        meter && (
          <>
            <Button onClick={() => setOpen({ kind: 'seal' })}>{t('seal.record')}</Button>{' '}
            <Button onClick={() => setOpen({ kind: 'event' })}>{t('event.record')}</Button>{' '}
            <Button type="primary" onClick={() => setOpen({ kind: 'test' })}>
              {t('test.record')}
            </Button>
          </>
        )
      }
    >
      {query.error && <ErrorNote error={query.error} onRetry={() => query.refetch()} />}
      {query.isPending && <Skeleton active />}
      {meter && (
        <>
          <Descriptions
            size="small"
            bordered
            column={2}
            className="figures"
            items={[
              {
                key: 'meter',
                label: t('readings:meter'),
                children: <Link to={`/meters/${meter.meterId}`}>{meter.meterNo}</Link>,
              },
              {
                key: 'place',
                label: t('readings:door'),
                children: `${meter.doorNo} ${meter.customerName}`.trim() || '—',
              },
              { key: 'due', label: t('due.on'), children: meter.dueOn ?? t('due.noDay') },
              { key: 'period', label: t('due.period'), children: meter.kind ? t(`periods.${meter.kind}`) : '—' },
              { key: 'installed', label: t('installedOn'), children: meter.installedOn },
              { key: 'seals', label: t('seal.on'), children: meter.sealsOn.join(t('readings:rule.and')) || '—' },
            ]}
          />
          <Tests meter={meter} mayWrite={mayWrite} onVoid={(id) => setOpen({ kind: 'void', id })} />
          <Events meter={meter} mayWrite={mayWrite} onSettle={(id) => setOpen({ kind: 'settle', id })} />
          <Seals meter={meter} />
          {open?.kind === 'seal' && <SealDialog meter={meter} onClose={leave} />}
          {open?.kind === 'event' && <EventDialog meter={meter} onClose={leave} />}
          {open?.kind === 'test' && <TestDialog meter={meter} onClose={leave} />}
        </>
      )}
      {(open?.kind === 'settle' || open?.kind === 'void') && (
        <SettleDialog kind={open.kind} id={open.id} onClose={leave} />
      )}
    </Drawer>
  );
}

const Head = (props: { children: string }) => <h2 style={{ fontSize: 15, margin: '18px 0 8px' }}>{props.children}</h2>;

function Tests(props: { meter: MeterAccuracy; mayWrite: boolean; onVoid: (id: number) => void }) {
  const { t } = useTranslation('accuracy');
  const navigate = useNavigate();
  const mayCorrect = useMay('billing.correct');
  const percent = (e4: number) => `${formatScaled(e4, 2, 2)}%`;
  const settle = (test: MeterAccuracy['tests'][number]) =>
    navigate(
      `/meters/${props.meter.meterId}?${new URLSearchParams({
        fault: formatScaled(test.overallE4, 2, 2),
        certificate: test.certificateNo,
      })}`,
    );
  return (
    <>
      <Head>{t('tabs.tests')}</Head>
      <Table
        size="small"
        rowKey="testId"
        pagination={false}
        locale={{ emptyText: t('test.none') }}
        dataSource={props.meter.tests}
        columns={[
          { title: t('test.on'), dataIndex: 'testedOn', width: 110, className: 'figures' },
          {
            title: t('test.certificate'),
            width: 140,
            render: (_, test) => (
              <>
                {test.certificateNo}
                <div style={{ fontSize: 12 }}>{test.testedBy}</div>
              </>
            ),
          },
          {
            title: t('test.points'),
            className: 'figures',
            render: (_, test) =>
              test.points.map((point) => (
                <div key={point.point} style={{ fontSize: 12 }}>
                  {t('test.pointLine', {
                    point: point.point,
                    error: percent(point.errorE4),
                    limit: percent(point.limitE4),
                  })}
                </div>
              )),
          },
          {
            title: t('test.overall'),
            width: 90,
            align: 'right',
            className: 'figures',
            render: (_, test) => percent(test.overallE4),
          },
          {
            title: t('test.result'),
            width: 140,
            render: (_, test) => (
              <>
                <TestTag test={test} />
                {test.voidReason && <div style={{ fontSize: 12 }}>{test.voidReason}</div>}
                {test.voidedAt === null && !test.isPassed && mayCorrect && test.overallE4 !== 0 && (
                  <Button type="link" size="small" style={{ padding: 0 }} onClick={() => settle(test)}>
                    {t('test.settle')}
                  </Button>
                )}
                {test.voidedAt === null && props.mayWrite && (
                  <Button type="link" size="small" danger onClick={() => props.onVoid(test.testId)}>
                    {t('test.void')}
                  </Button>
                )}
              </>
            ),
          },
        ]}
      />
    </>
  );
}

function Events(props: { meter: MeterAccuracy; mayWrite: boolean; onSettle: (id: number) => void }) {
  const { t } = useTranslation('accuracy');
  const { zone } = useToday();
  return (
    <>
      <Head>{t('tabs.events')}</Head>
      <Table
        size="small"
        rowKey="meterEventId"
        pagination={false}
        locale={{ emptyText: t('event.none') }}
        dataSource={props.meter.events}
        columns={[
          {
            title: t('event.at'),
            width: 140,
            className: 'figures',
            render: (_, event) => localDateTime(event.occurredAt, zone).slice(0, 16),
          },
          { title: t('event.kind'), width: 110, render: (_, event) => t(`event.kinds.${event.kind}`) },
          { title: t('event.source'), width: 90, render: (_, event) => t(`event.sources.${event.source}`) },
          { title: t('note'), dataIndex: 'note' },
          {
            title: t('seal.state'),
            width: 200,
            render: (_, event) =>
              event.settledAt !== null ? (
                t('event.settled', { who: event.settledBy, note: event.settledNote })
              ) : (
                <>
                  <Tag color="warning">{t('event.open')}</Tag>
                  {props.mayWrite && (
                    <Button type="link" size="small" onClick={() => props.onSettle(event.meterEventId)}>
                      {t('event.settle')}
                    </Button>
                  )}
                </>
              ),
          },
        ]}
      />
    </>
  );
}

function Seals({ meter }: { meter: MeterAccuracy }) {
  const { t } = useTranslation('accuracy');
  return (
    <>
      <Head>{t('tabs.seals')}</Head>
      <Table
        size="small"
        rowKey="sealEventId"
        pagination={false}
        locale={{ emptyText: t('seal.none') }}
        dataSource={meter.seals}
        columns={[
          { title: t('day'), dataIndex: 'onDate', width: 110, className: 'figures' },
          { title: t('seal.no'), dataIndex: 'sealNo', width: 140, className: 'figures' },
          {
            title: t('seal.what'),
            width: 100,
            render: (_, seal) => <Tag color={SEAL_COLOURS[seal.kind]}>{t(`seal.did.${seal.kind}`)}</Tag>,
          },
          { title: t('seal.place'), width: 110, render: (_, seal) => t(`seal.places.${seal.place}`) },
          { title: t('doneBy'), dataIndex: 'doneBy', width: 110 },
          { title: t('note'), dataIndex: 'note' },
        ]}
      />
    </>
  );
}
