import { theme } from 'antd';
import { useTranslation } from 'react-i18next';

/** The keys of a checklist, at the head of its page. */
export function ChecklistKeys() {
  const { t } = useTranslation('safety');
  const { token } = theme.useToken();
  return (
    <span className="wide-only" style={{ color: token.colorTextSecondary }}>
      {(['pass', 'fail', 'not-applicable'] as const).map((result, i) => (
        <span key={result} style={{ marginInlineEnd: 14 }}>
          <kbd>{i + 1}</kbd> {t(`result.${result}`)}
        </span>
      ))}
      <span>
        <kbd>↑</kbd> <kbd>↓</kbd> {t('checklist.move')}
      </span>
    </span>
  );
}
