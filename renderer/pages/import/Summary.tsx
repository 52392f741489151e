import { Alert, theme } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Preview } from './useImport.ts';

/** What would be taken in, and what stands in the way. */
export function Summary({ preview }: { preview: Preview }) {
  const { t } = useTranslation('import');
  const { token } = theme.useToken();
  const { counts, missing, errorRows, errorCount, repairCount } = preview;
  const names = (columns: readonly string[]) => columns.map((column) => t(`column.${column}`)).join(t('listComma'));
  return (
    <div style={{ display: 'flex', flexDirection: 'column', gap: 8, marginBottom: 12 }}>
      {missing.length > 0 && <Alert type="error" showIcon title={t('missing', { columns: names(missing) })} />}
      {missing.length === 0 && errorRows > 0 && (
        <Alert type="error" showIcon title={t('hasErrors', { rows: errorRows, errors: errorCount })} />
      )}
      {missing.length === 0 && errorRows === 0 && counts.rows > 0 && (
        <Alert type="success" showIcon title={t('ready', { ...counts })} />
      )}
      {repairCount > 0 && <Alert type="warning" showIcon title={t('repairs', { n: repairCount })} />}
      {counts.rows === 0 && <Alert type="warning" showIcon title={t('noRows')} />}
      <div className="figures" style={{ color: token.colorTextSecondary }}>
        {t('counts', { ...counts })} {t(`encoding.${preview.encoding}`)}
      </div>
    </div>
  );
}
