import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { TariffId } from '../../../main/shared/ids.ts';
import { client, trpc } from '../../app/api.ts';
import { usePreferences } from '../../app/preferences.ts';
import { EmptyNote } from '../../ui/EmptyNote.tsx';
import { ErrorNote, useErrorText } from '../../ui/ErrorNote.tsx';
import { MonthSelect } from '../../ui/MonthSelect.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { saveFile } from '../../ui/usePrintPreview.ts';
import { useToday } from '../../ui/useToday.ts';
import { JobProgress } from '../billing/JobProgress.tsx';
import { RehearsalResult } from './RehearsalResult.tsx';

/** What one version of a tariff would have meant for everybody in a year. Nothing is changed by it. */
export function RehearsalPage() {
  const { t } = useTranslation('advice');
  const navigate = useNavigate();
  const id = TariffId.safeParse(Number(useParams().tariffId));
  const tariffs = useQuery(trpc.tariffs.list.queryOptions());
  if (tariffs.error) return <ErrorNote error={tariffs.error} onRetry={() => tariffs.refetch()} />;
  if (!tariffs.data) return <Skeleton active style={{ padding: 16 }} />;
  const tariff = tariffs.data.find((row) => row.tariffId === id.data);
  const toList = () => navigate('/tariffs');
  if (!tariff) return <EmptyNote title={t('noTariff')} action={{ label: t('toTariffs'), onClick: toList }} />;
  const { tariffId, code, effectiveFrom, isActive } = tariff;
  return (
    <Rehearsing
      key={tariffId}
      tariffId={tariffId}
      title={t('rehearsalTitle', { code, date: effectiveFrom, state: isActive ? '' : ` (${t('draft')})` })}
      onBack={() => navigate(`/tariffs?tariff=${tariffId}`)}
    />
  );
}

function Rehearsing({ tariffId, title, onBack }: { tariffId: TariffId; title: string; onBack: () => void }) {
  const { t } = useTranslation(['advice', 'reports']);
  const { message } = App.useApp();
  const { lang } = usePreferences();
  const { today } = useToday();
  const errorText = useErrorText();
  const [toMonth, setToMonth] = useState('');
  const query = { tariffId, ...(toMonth && { toMonth }) };
  // Asked for by hand: it takes long in a large station, and a payment taken meanwhile is no reason to begin anew.
  const rehearsal = useMutation({ mutationFn: () => client.advice.rehearse.query(query) });
  const stop = useMutation(trpc.advice.stopRehearsal.mutationOptions());
  const save = useMutation({
    mutationFn: (of: { toMonth: string }) => client.reports.rehearsalExcel.query({ ...query, ...of, lang }),
    onSuccess: (file) => {
      saveFile(file);
      message.success(t('reports:exported', { fileName: file.fileName }));
    },
    onError: (error) => message.error(errorText(error).text),
  });
  const { data } = rehearsal;
  return (
    <PageFrame
      title={title}
      filters={
        <>
          <span>{t('toMonth')}</span>
          <MonthSelect
            label={t('toMonth')}
            value={toMonth}
            none={t('newest')}
            current={today.slice(0, 7)}
            onChange={(month) => {
              setToMonth(month);
              rehearsal.reset();
            }}
          />
        </>
      }
      extra={
        <>
          <Button onClick={onBack}>{t('back')}</Button>
          {data && (
            <Button onClick={() => save.mutate({ toMonth: data.toMonth })} loading={save.isPending}>
              {t('reports:excel')}
            </Button>
          )}
          <Button type="primary" disabled={rehearsal.isPending} onClick={() => rehearsal.mutate()}>
            {t('begin')}
          </Button>
        </>
      }
    >
      {rehearsal.isPending && (
        <JobProgress
          job={`advice.rehearse ${tariffId} ${toMonth}`}
          label={(at) => t('rehearsing', at)}
          onStop={() => stop.mutate(query)}
        />
      )}
      {rehearsal.error && <ErrorNote error={rehearsal.error} onRetry={() => rehearsal.mutate()} />}
      {data && <RehearsalResult rehearsal={data} />}
      {rehearsal.isIdle && <Alert type="info" showIcon title={t('rehearsalHint')} />}
    </PageFrame>
  );
}
