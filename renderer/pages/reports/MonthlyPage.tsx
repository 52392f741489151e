import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Segmented, Skeleton } from 'antd';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { z } from 'zod';
import { ReportService } from '../../../main/reports/monthly/monthly.schema.ts';
import { monthOf } from '../../../main/shared/dates.ts';
import { client, trpc } from '../../app/api.ts';
import { usePreferences } from '../../app/preferences.ts';
import { EmptyNote } from '../../ui/DataTable.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { MonthSelect } from '../../ui/MonthSelect.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { PrintButton } from '../../ui/PrintPreview.tsx';
import { saveFile } from '../../ui/usePrintPreview.ts';
import { useSearchState } from '../../ui/useSearchState.ts';
import { useToday } from '../../ui/useToday.ts';
import { LedgerNote, MonthlyFigures } from './MonthlyFigures.tsx';
import { MonthlyTable } from './MonthlyTable.tsx';

/** The chart library is large: it arrives after the figures. */
const BuildingChart = lazy(async () => ({ default: (await import('./BuildingChart.tsx')).BuildingChart }));

const Search = z.object({
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .optional()
    .catch(undefined),
  service: ReportService.default('gas').catch('gas'),
});

/** The month by building: billed, collected, owed, beside the ledger; on paper and as a workbook. */
export function MonthlyPage() {
  const { t } = useTranslation('reports');
  const navigate = useNavigate();
  const { today } = useToday();
  const [search, setSearch] = useSearchState(Search);
  const current = monthOf(today);
  const month = search.month ?? current;
  const { service } = search;
  const query = useQuery(trpc.reports.monthly.queryOptions({ month, service }));
  const report = query.data;
  return (
    <PageFrame
      isFixed
      title={t('title')}
      filters={
        <>
          <MonthSelect
            label={t('month')}
            current={current}
            value={month}
            onChange={(value) => setSearch({ month: value === current ? undefined : value })}
          />
          <Segmented
            aria-label={t('service')}
            value={service}
            options={ReportService.options.map((value) => ({ value, label: t(`services.${value}`) }))}
            onChange={(value) => setSearch({ service: value })}
          />
        </>
      }
      extra={
        report && (
          <>
            <ExcelButton month={month} service={service} />
            <PrintButton document={{ kind: 'monthly', month, service }} label={t('print')} type="primary" />
          </>
        )
      }
    >
      <div style={{ height: '100%', overflow: 'auto' }}>
        {query.error && <ErrorNote error={query.error} onRetry={() => query.refetch()} />}
        {query.isPending && <Skeleton active paragraph={{ rows: 10 }} />}
        {report && report.rows.length === 0 && (
          <EmptyNote
            title={t('empty', { month, service: t(`services.${service}`) })}
            hint={t('emptyHint')}
            action={{ label: t('toBilling'), onClick: () => navigate('/billing') }}
          />
        )}
        {report && report.rows.length > 0 && (
          <>
            <MonthlyFigures report={report} />
            <LedgerNote report={report} />
            <Suspense fallback={<Skeleton active paragraph={{ rows: 5 }} />}>
              <BuildingChart rows={report.rows} />
            </Suspense>
            <MonthlyTable report={report} />
          </>
        )}
      </div>
    </PageFrame>
  );
}

function ExcelButton(props: { month: string; service: ReportService }) {
  const { t } = useTranslation('reports');
  const { message } = App.useApp();
  const { lang } = usePreferences();
  const failed = useTranslation('errors').t;
  const save = useMutation({
    mutationFn: () => client.reports.monthlyExcel.query({ ...props, lang }),
    onSuccess: (file) => {
      saveFile(file);
      message.success(t('exported', { fileName: file.fileName }));
    },
    onError: () => message.error(failed('connection')),
  });
  return (
    <Button onClick={() => save.mutate()} loading={save.isPending}>
      {t('excel')}
    </Button>
  );
}
