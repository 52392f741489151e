import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Segmented, Select, Skeleton, Space } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { spanOf } from '../../../main/modules/polling/load.domain.ts';
import { LoadOf, type LoadQuery } from '../../../main/modules/polling/load.schema.ts';
import { addDays, isLocalDate, type LocalDate } from '../../../main/shared/dates.ts';
import { client, trpc } from '../../app/api.ts';
import { usePreferences } from '../../app/preferences.ts';
import { DayInput } from '../../ui/DayInput.tsx';
import { EmptyNote } from '../../ui/EmptyNote.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { PrintButton } from '../../ui/PrintPreview.tsx';
import { useMay } from '../../ui/useMay.ts';
import { saveFile } from '../../ui/usePrintPreview.ts';
import { useSearchState } from '../../ui/useSearchState.ts';
import { useToday } from '../../ui/useToday.ts';
import { LimitDialog } from './LimitDialog.tsx';
import { LivePanel } from './LivePanel.tsx';
import { LoadFigures } from './LoadFigures.tsx';
import { LoadTable } from './LoadTable.tsx';
import { PollingNav } from './PollingNav.tsx';

/** The chart library is large: it arrives after the figures. */
const LoadChart = lazy(async () => ({ default: (await import('./LoadChart.tsx')).LoadChart }));

const SPANS = ['day', 'week', 'month'] as const;
const Search = z.object({
  of: z.string().default('station').catch('station'),
  span: z.enum(SPANS).default('day').catch('day'),
  on: z.string().refine(isLocalDate).optional().catch(undefined),
});

/** Whose curve, as it stands in the address: "station", "bus:1", "building:3", "meter:7". */
function subjectOf(text: string): LoadOf {
  const [kind, ...rest] = text.split(':');
  const name = rest.join(':');
  const parsed = LoadOf.safeParse({
    kind,
    ...(kind === 'meter' && { meterId: Number(name) }),
    ...(kind === 'bus' && { busId: Number(name) }),
    ...(kind === 'building' && { building: name }),
  });
  return parsed.success ? parsed.data : { kind: 'station' };
}

/** Power by the quarter of an hour: of one meter, a bus, a building or the station, with the agreed demand. */
export function LoadPage() {
  const { t } = useTranslation('polling');
  const { today } = useToday();
  const maySet = useMay('meters.write');
  const [search, setSearch] = useSearchState(Search);
  const [isLimiting, setLimiting] = useState(false);
  const of = subjectOf(search.of);
  const { span } = search;
  const on = search.on ?? today;
  const load: LoadQuery = { of, span, on };
  const curve = useQuery(trpc.polling.load.queryOptions(load, { placeholderData: (before) => before }));
  const choices = useQuery(trpc.polling.loadChoices.queryOptions());
  const meter = of.kind === 'meter' ? choices.data?.meters.find(({ meterId }) => meterId === of.meterId) : undefined;
  const go = (day: LocalDate) => setSearch({ on: day === today ? undefined : day });
  const { from, to } = spanOf(span, on);
  return (
    <PageFrame
      title={t('title')}
      beside={<PollingNav />}
      filters={
        <>
          <Select
            aria-label={t('load.of')}
            showSearch
            optionFilterProp="label"
            style={{ width: 230 }}
            value={search.of}
            onChange={(value) => setSearch({ of: value })}
            options={[
              { value: 'station', label: t('load.station') },
              {
                label: t('buildings'),
                options:
                  choices.data?.buildings.map((name) => ({
                    value: `building:${name}`,
                    label: t('load.building', { name }),
                  })) ?? [],
              },
              {
                label: t('buses'),
                options: choices.data?.buses.map(({ busId, name }) => ({ value: `bus:${busId}`, label: name })) ?? [],
              },
              {
                label: t('meters'),
                options:
                  choices.data?.meters.map(({ meterId, meterNo, doorNo, customerName }) => ({
                    value: `meter:${meterId}`,
                    label: `${doorNo} ${customerName} ${meterNo}`.trim(),
                  })) ?? [],
              },
            ]}
          />
          <Segmented
            aria-label={t('load.span')}
            value={span}
            options={SPANS.map((value) => ({ value, label: t(`load.spans.${value}`) }))}
            onChange={(value) => setSearch({ span: value })}
          />
          <Space.Compact>
            <Button aria-label={t('load.before')} icon={<LeftOutlined />} onClick={() => go(addDays(from, -1))} />
            <DayInput label={t('load.on')} value={on} max={today} onChange={(day) => day && go(day)} />
            <Button
              aria-label={t('load.after')}
              icon={<RightOutlined />}
              disabled={to > today}
              onClick={() => go(to)}
            />
          </Space.Compact>
        </>
      }
      extra={
        curve.data && (
          <Space>
            {meter && maySet && <Button onClick={() => setLimiting(true)}>{t('load.limit')}</Button>}
            <ExcelButton load={load} />
            <PrintButton document={{ kind: 'load-curve', load }} label={t('load.print')} type="primary" />
          </Space>
        )
      }
    >
      {curve.error && <ErrorNote error={curve.error} onRetry={() => curve.refetch()} />}
      {curve.isPending && <Skeleton active paragraph={{ rows: 10 }} />}
      {meter?.canShowPower && <LivePanel key={meter.meterId} meterId={meter.meterId} />}
      {curve.data &&
        (curve.data.max === null ? (
          <EmptyNote title={t('load.empty')} hint={t('load.emptyHint')} />
        ) : (
          <>
            <LoadFigures curve={curve.data} />
            <Suspense fallback={<Skeleton active paragraph={{ rows: 6 }} />}>
              <LoadChart curve={curve.data} span={span} isStale={curve.isPlaceholderData} />
            </Suspense>
            <LoadTable curve={curve.data} span={span} isSummed={of.kind !== 'meter'} />
          </>
        ))}
      {isLimiting && meter && (
        <LimitDialog
          meterId={meter.meterId}
          meterNo={meter.meterNo}
          limitMilli={curve.data?.limitMilli ?? null}
          onClose={() => setLimiting(false)}
        />
      )}
    </PageFrame>
  );
}

function ExcelButton({ load }: { load: LoadQuery }) {
  const { t } = useTranslation('polling');
  const { lang } = usePreferences();
  const { message } = App.useApp();
  const excel = useMutation({
    mutationFn: () => client.reports.loadExcel.query({ load, lang }),
    onSuccess: saveFile,
    onError: () => message.error(t('load.excelFailed')),
  });
  return (
    <Button loading={excel.isPending} onClick={() => excel.mutate()}>
      {t('load.excel')}
    </Button>
  );
}
