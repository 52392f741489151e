import { Button, Progress, theme } from 'antd';
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNote } from '../../ui/ErrorNote.tsx';

/** Always in sight: how far the list is, and the one button. */
export function SubmitBar(props: {
  done: number;
  total: number;
  failed: number;
  isBusy: boolean;
  error: unknown;
  label: string;
  buttonRef: Ref<HTMLButtonElement>;
  onSubmit: () => void;
}) {
  const { t } = useTranslation('safety');
  const { token } = theme.useToken();
  const { done, total, failed } = props;
  return (
    <footer
      style={{
        position: 'sticky',
        bottom: -16,
        zIndex: 5,
        display: 'flex',
        gap: 12,
        alignItems: 'center',
        flexWrap: 'wrap',
        padding: '10px 0 16px',
        background: token.colorBgLayout,
        borderTop: `1px solid ${token.colorBorderSecondary}`,
      }}
    >
      {!!props.error && (
        <div style={{ flex: '1 0 100%' }}>
          <ErrorNote error={props.error} />
        </div>
      )}
      {total > 0 && (
        <>
          <span className="wide-only">
            <Progress percent={(done / total) * 100} showInfo={false} size="small" style={{ width: 120 }} />
          </span>
          <span role="status" className="figures">
            {t('checklist.progress', { done, total })}
            {failed > 0 && <span style={{ color: token.colorError }}> {t('checklist.failed', { count: failed })}</span>}
          </span>
        </>
      )}
      <Button
        ref={props.buttonRef}
        type="primary"
        size="large"
        loading={props.isBusy}
        style={{ marginLeft: 'auto' }}
        onClick={props.onSubmit}
      >
        {props.label} <kbd className="wide-only">Ctrl+Enter</kbd>
      </Button>
    </footer>
  );
}
