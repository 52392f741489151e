import { CheckCircleFilled, CloseCircleFilled, WarningFilled } from '@ant-design/icons';
import { theme } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatKilograms } from '../../../main/shared/quantity.ts';
import type { Result } from './useFilling.ts';

/** What was just recorded; outside the range, what must be done before the second weighing. */
export function ResultBanner({ result }: { result: Result }) {
  const { t } = useTranslation('cylinders');
  const { token } = theme.useToken();
  const looks = {
    good: { icon: <CheckCircleFilled />, colour: token.colorSuccess, background: token.colorSuccessBg },
    'over-fill': { icon: <CloseCircleFilled />, colour: token.colorError, background: token.colorErrorBg },
    'under-fill': { icon: <WarningFilled />, colour: token.colorWarning, background: token.colorWarningBg },
  }[result.outcome];
  const grams = { 'over-fill': result.takeOutGrams, 'under-fill': result.addGrams, good: 0 }[result.outcome];
  return (
    <section
      role="status"
      aria-label={t('filling.result')}
      style={{
        display: 'flex',
        gap: 12,
        alignItems: 'center',
        padding: '10px 14px',
        border: `1px solid ${looks.colour}`,
        borderRadius: token.borderRadius,
        background: looks.background,
      }}
    >
      <span style={{ fontSize: 26, lineHeight: 1, color: looks.colour }}>{looks.icon}</span>
      <div>
        <strong style={{ fontSize: 16 }}>
          {t(`filling.recorded.${result.outcome}`, { code: result.code, kg: formatKilograms(result.netGrams) })}
        </strong>
        {result.outcome !== 'good' && (
          <div>{t(`filling.todo.${result.outcome}`, { grams, kg: formatKilograms(grams) })}</div>
        )}
      </div>
    </section>
  );
}
