import { useQuery } from '@tanstack/react-query';
import { theme } from 'antd';
import { useTranslation } from 'react-i18next';
import { localDateTime } from '../../../main/shared/dates.ts';
import { formatKilograms } from '../../../main/shared/quantity.ts';
import { trpc } from '../../app/api.ts';
import { useToday } from '../../ui/useToday.ts';
import { OutcomeTag } from './StateTag.tsx';

/** The last fillings of today: what was done is seen to be done. */
export function RecentFillings(props: { onOpen: (cylinderId: number) => void }) {
  const { t } = useTranslation('cylinders');
  const { token } = theme.useToken();
  const { today, zone } = useToday();
  const list = useQuery(trpc.filling.list.queryOptions({ from: today, to: today, page: 1, pageSize: 6 }));
  const items = list.data?.items ?? [];
  return (
    <section aria-label={t('filling.recent')} style={{ marginTop: 'auto' }}>
      <strong>{t('filling.recentCount', { count: list.data?.total ?? 0 })}</strong>
      {items.length === 0 && (
        <p style={{ color: token.colorTextSecondary, margin: '6px 0' }}>{t('filling.recentNone')}</p>
      )}
      <table style={{ borderCollapse: 'collapse', marginTop: 4 }}>
        <tbody>
          {items.map((row) => (
            <tr key={row.id} onDoubleClick={() => props.onOpen(row.cylinderId)}>
              <td className="figures" style={{ paddingRight: 16, color: token.colorTextSecondary }}>
                {localDateTime(row.filledAt, zone).slice(11, 16)}
              </td>
              <td className="figures" style={{ paddingRight: 16 }}>
                {row.cylinderCode}
              </td>
              <td className="figures" style={{ paddingRight: 16, textAlign: 'right' }}>
                {formatKilograms(row.netGrams)} kg
              </td>
              <td style={{ padding: '3px 0' }}>
                <OutcomeTag outcome={row.outcome} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
