import { Tag, theme } from 'antd';
import { useTranslation } from 'react-i18next';
import { localDate } from '../../../main/shared/dates.ts';
import { formatMilli } from '../../../main/shared/quantity.ts';
import type { Outputs } from '../../app/api.ts';

export type ReviewRow = Outputs['readings']['reviewQueue']['rows'][number];

/** Each doubt in words, with the figures that show it. */
export function ReviewReasons({ row, zone }: { row: ReviewRow; zone: string }) {
  const { t } = useTranslation('readings');
  const { token } = theme.useToken();
  const quiet = { color: token.colorTextSecondary, fontSize: 12 };
  const figures = figuresOf(row, zone);
  return (
    <>
      {row.reading.doubts.map((doubt) => (
        <div key={doubt} style={{ whiteSpace: 'normal' }}>
          <Tag color="warning">{t(`doubts.${doubt}`)}</Tag>
          <span className="figures" style={quiet}>
            {t(`why.${doubt}`, figures)}
          </span>
        </div>
      ))}
      {row.settled.map((doubt) => (
        <div key={doubt} style={{ whiteSpace: 'normal' }}>
          <Tag>{t(`doubts.${doubt}`)}</Tag>
          <span style={quiet}>{t('noLonger')}</span>
        </div>
      ))}
      {row.reading.note && (
        <div style={{ ...quiet, whiteSpace: 'normal' }}>{t('noted', { note: row.reading.note })}</div>
      )}
    </>
  );
}

function figuresOf(row: ReviewRow, zone: string) {
  const { reading, previous, next, usageMilli, usualMilli, decimals } = row;
  const whole = (milli: number | null) => (milli === null ? '—' : formatMilli(Math.round(milli / 1000) * 1000));
  const shown = (milli: number | null | undefined) => (milli == null ? '—' : formatMilli(milli, decimals));
  const times = usageMilli !== null && usualMilli ? (usageMilli / usualMilli).toFixed(1) : '—';
  return {
    usage: shown(usageMilli),
    usual: whole(usualMilli),
    times,
    difference: shown(previous && previous.totalMilli - reading.totalMilli),
    last: shown(previous?.totalMilli),
    next: shown(next?.totalMilli),
    nextDate: next ? localDate(next.readAt, zone) : '—',
    days: row.days ?? '—',
    usualDays: row.usualDays ?? '—',
    sum: shown(row.touSumMilli),
    total: shown(reading.totalMilli),
  };
}
