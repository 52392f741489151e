import { theme } from 'antd';
import { useTranslation } from 'react-i18next';
import { Bar, BarChart, CartesianGrid, Legend, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { formatYuan } from '../../../main/shared/money.ts';
import type { MonthlyReport } from './MonthlyFigures.tsx';

/** Billed by building, split into collected and open. The figures stand in the table below. */
export function BuildingChart({ rows }: { rows: MonthlyReport['rows'] }) {
  const { t } = useTranslation('reports');
  const { token } = theme.useToken();
  const axis = { fontSize: 12, fill: token.colorTextSecondary };
  const yuan = (fen: number) => (fen / 100).toLocaleString('zh-CN', { maximumFractionDigits: 0 });
  return (
    <figure
      style={{
        margin: '0 0 10px',
        background: token.colorBgContainer,
        border: `1px solid ${token.colorBorderSecondary}`,
        borderRadius: 4,
        padding: '8px 8px 0',
      }}
    >
      <figcaption style={{ color: token.colorTextSecondary, paddingInlineStart: 6 }}>{t('chart.title')}</figcaption>
      <ResponsiveContainer width="100%" height={200}>
        <BarChart data={[...rows]} margin={{ top: 8, right: 12, bottom: 0, left: 12 }} barCategoryGap="30%">
          <CartesianGrid vertical={false} stroke={token.colorBorderSecondary} />
          <XAxis dataKey="building" tick={axis} tickLine={false} stroke={token.colorBorder} />
          <YAxis tick={axis} tickFormatter={yuan} tickLine={false} axisLine={false} width={64} />
          <Tooltip
            cursor={{ fill: token.colorFillTertiary }}
            formatter={(value) => formatYuan(Number(value))}
            contentStyle={{
              background: token.colorBgElevated,
              border: `1px solid ${token.colorBorder}`,
              color: token.colorText,
            }}
          />
          <Legend iconType="square" wrapperStyle={{ fontSize: 12 }} />
          <Bar
            dataKey="collectedFen"
            stackId="billed"
            name={t('chart.collected')}
            fill={token.colorPrimary}
            maxBarSize={48}
            isAnimationActive={false}
          />
          <Bar
            dataKey="openFen"
            stackId="billed"
            name={t('chart.open')}
            fill={token.colorWarning}
            maxBarSize={48}
            isAnimationActive={false}
          />
        </BarChart>
      </ResponsiveContainer>
    </figure>
  );
}
