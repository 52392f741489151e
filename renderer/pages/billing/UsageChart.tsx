import { useQuery } from '@tanstack/react-query';
import { Skeleton, theme } from 'antd';
import { useTranslation } from 'react-i18next';
import { Bar, CartesianGrid, Cell, ComposedChart, Line, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { addMonths } from '../../../main/shared/dates.ts';
import { formatMilli } from '../../../main/shared/quantity.ts';
import { type Outputs, trpc } from '../../app/api.ts';

const MONTHS = 12;

/** Usage of the twelve months up to this bill as columns, the same month a year before as a line. */
export function UsageChart({ bill }: { bill: Extract<Outputs['billing']['bill'], { kind: 'usage' }> }) {
  const { t } = useTranslation('billing');
  const { token } = theme.useToken();
  const bills = useQuery(trpc.billing.ofAccount.queryOptions({ accountId: bill.accountId }));
  if (!bills.data) return <Skeleton active />;
  const byMonth = new Map<string, number>();
  for (const b of bills.data)
    if (b.reversedAt === null && b.quantityMilli !== null)
      byMonth.set(b.month, (byMonth.get(b.month) ?? 0) + b.quantityMilli);
  const shown = (month: string) => (byMonth.has(month) ? (byMonth.get(month) ?? 0) / 1000 : null);
  const points = Array.from({ length: MONTHS }, (_, i) => {
    const month = addMonths(bill.month, i - MONTHS + 1);
    return { month, used: shown(month), before: shown(addMonths(month, -MONTHS)) };
  });
  const text = (value: unknown) => (typeof value === 'number' ? formatMilli(Math.round(value * 1000)) : '—');
  return (
    <div
      role="img"
      aria-label={points
        .filter((p) => p.used !== null)
        .map((p) => t('usageOf', { month: p.month, quantity: text(p.used) }))
        .join('; ')}
    >
      <ResponsiveContainer width="100%" height={210}>
        <ComposedChart data={points} margin={{ top: 8, right: 8, bottom: 0, left: 0 }}>
          <CartesianGrid vertical={false} stroke={token.colorBorderSecondary} />
          <XAxis
            dataKey="month"
            tickFormatter={(month: string) => month.slice(5)}
            tick={{ fontSize: 12, fill: token.colorTextSecondary }}
          />
          <YAxis width="auto" tick={{ fontSize: 12, fill: token.colorTextSecondary }} />
          <Tooltip
            isAnimationActive={false}
            cursor={{ fill: token.colorFillTertiary }}
            contentStyle={{ background: token.colorBgElevated, border: `1px solid ${token.colorBorder}` }}
            formatter={(value, name) => [text(value), name]}
          />
          <Bar dataKey="used" name={t('quantity')} isAnimationActive={false}>
            {points.map((p) => (
              <Cell key={p.month} fill={p.month === bill.month ? token.colorPrimary : token.colorTextQuaternary} />
            ))}
          </Bar>
          <Line
            dataKey="before"
            name={t('lastYear')}
            stroke={token.colorTextSecondary}
            dot={{ r: 2 }}
            isAnimationActive={false}
          />
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}
