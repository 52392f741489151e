import { DownloadOutlined } from '@ant-design/icons';
import { Alert, Button, Result, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { DropArea } from './DropArea.tsx';
import { PreviewTable } from './PreviewTable.tsx';
import { Summary } from './Summary.tsx';
import { type ImportState, useImport } from './useImport.ts';

/** Taking households in from a file: drop it, look at what would happen, take all of it in or nothing. */
export function ImportPage() {
  const { t } = useTranslation('import');
  const state = useImport();
  const { preview, run, template } = state;
  const isReady = preview.data !== undefined && preview.data.errorRows === 0 && preview.data.missing.length === 0;
  return (
    <PageFrame
      title={t('title')}
      filters={preview.data && !run.data && <span>{state.file?.fileName}</span>}
      extra={
        <>
          <Button icon={<DownloadOutlined />} loading={template.isPending} onClick={() => template.mutate()}>
            {t('template')}
          </Button>
          {preview.data && !run.data && (
            <>
              <Button onClick={state.startOver}>{t('otherFile')}</Button>
              <Button
                type="primary"
                disabled={!isReady || preview.data.counts.accounts === 0}
                loading={run.isPending}
                onClick={state.take}
              >
                {t('run', { count: preview.data.counts.accounts })}
              </Button>
            </>
          )}
        </>
      }
    >
      {template.error && <ErrorNote error={template.error} onRetry={() => template.mutate()} />}
      <Body state={state} />
    </PageFrame>
  );
}

function Body({ state }: { state: ImportState }) {
  const { t } = useTranslation('import');
  const { preview, run } = state;
  if (run.data) return <Done state={state} />;
  return (
    <>
      {state.isTooLarge && <Alert type="error" showIcon title={t('tooLarge')} style={{ marginBottom: 12 }} />}
      {run.error && <ErrorNote error={run.error} onRetry={state.take} />}
      {preview.error && <ErrorNote error={preview.error} />}
      {preview.isPending && !preview.data && <Skeleton active paragraph={{ rows: 8 }} />}
      {preview.data && (
        <>
          <Summary preview={preview.data} />
          <PreviewTable preview={preview.data} onRemap={state.remap} />
        </>
      )}
      {!preview.data && !preview.isPending && <DropArea onFile={state.choose} />}
    </>
  );
}

function Done({ state }: { state: ImportState }) {
  const { t } = useTranslation('import');
  const navigate = useNavigate();
  const result = state.run.data;
  if (!result) return null;
  return (
    <Result
      status="success"
      title={t('done', { count: result.accounts })}
      subTitle={t('doneDetail', { ...result })}
      extra={
        <>
          <Button onClick={state.startOver}>{t('another')}</Button>
          <Button type="primary" onClick={() => navigate('/customers')}>
            {t('toCustomers')}
          </Button>
        </>
      }
    />
  );
}
