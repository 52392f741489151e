import { Alert, Button, Input, Space } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { VERSION } from '../../../main/shared/version.ts';

/** A page's code that the station no longer has: the program was updated under an open window. */
function isOutdated(error: unknown): boolean {
  return error instanceof TypeError && /dynamically imported module|module script/i.test(error.message);
}

/** What happened, a text to hand on, and the ways on. */
export function PageFault(props: { error: unknown; stack: string; onRetry: () => void }) {
  const { t } = useTranslation('shell');
  const navigate = useNavigate();
  const { error } = props;
  const own = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const report = [
    `Stationdesk ${VERSION} · ${new Date().toISOString()}`,
    location.pathname + location.search,
    navigator.userAgent,
    own,
    props.stack.trim(),
  ].join('\n');
  const isOld = isOutdated(error);
  return (
    <section style={{ padding: 24, maxWidth: 860 }}>
      <Alert
        type={isOld ? 'warning' : 'error'}
        showIcon
        role="alert"
        title={t(isOld ? 'outdatedTitle' : 'faultTitle')}
        description={t(isOld ? 'outdatedText' : 'faultText')}
      />
      <Space style={{ margin: '16px 0' }}>
        <Button type="primary" onClick={() => location.reload()}>
          {t('reload')}
        </Button>
        {!isOld && <Button onClick={props.onRetry}>{t('tryAgain')}</Button>}
        <Button onClick={() => navigate('/')}>{t('toFirstPage')}</Button>
      </Space>
      {!isOld && (
        <>
          <p>{t('faultReport')}</p>
          <Input.TextArea
            readOnly
            rows={10}
            value={report}
            aria-label={t('faultReport')}
            style={{ fontFamily: 'monospace', fontSize: 12 }}
            onFocus={(event) => event.target.select()}
          />
        </>
      )}
    </section>
  );
}
