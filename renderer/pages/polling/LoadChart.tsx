import { theme } from 'antd';
import { useTranslation } from 'react-i18next';
import { Area, AreaChart, CartesianGrid, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { axisTop } from '../../../main/modules/polling/load.domain.ts';
import { localDateTime } from '../../../main/shared/dates.ts';
import { formatMilli } from '../../../main/shared/quantity.ts';
import { useToday } from '../../ui/useToday.ts';
import { type Curve, useUnits } from './LoadFigures.tsx';

/** The curve; open where nothing is known. The figures stand in the table below. */
export function LoadChart({
  curve,
  span,
  isStale,
}: {
  curve: Curve;
  span: 'day' | 'week' | 'month';
  isStale: boolean;
}) {
  const { t } = useTranslation('polling');
  const { token } = theme.useToken();
  const { zone } = useToday();
  const unit = useUnits(curve.service);
  const points = curve.points.map(({ at, powerMilli }) => ({
    at,
    power: powerMilli === null ? null : powerMilli / 1000,
  }));
  const limit = curve.limitMilli === null ? null : curve.limitMilli / 1000;
  const top = axisTop(curve.max?.powerMilli ?? 0, curve.limitMilli) / 1000;
  const axis = { fontSize: 12, fill: token.colorTextSecondary };
  const text = (at: number) => localDateTime(at, zone);
  return (
    <figure
      style={{
        margin: '0 0 10px',
        background: token.colorBgContainer,
        border: `1px solid ${token.colorBorderSecondary}`,
        borderRadius: 4,
        padding: '8px 8px 0',
        opacity: isStale ? 0.5 : 1,
      }}
    >
      <figcaption style={{ color: token.colorTextSecondary, paddingInlineStart: 6 }}>
        {t(span === 'month' ? 'load.hourly' : 'load.quarterly', { unit: unit.power })}
      </figcaption>
      <ResponsiveContainer width="100%" height={260}>
        <AreaChart data={points} margin={{ top: 8, right: 16, bottom: 0, left: 0 }}>
          <CartesianGrid vertical={false} stroke={token.colorBorderSecondary} />
          <XAxis
            dataKey="at"
            tick={axis}
            tickLine={false}
            stroke={token.colorBorder}
            minTickGap={48}
            ticks={curve.rows.map((row) => row.at)}
            tickFormatter={(at: number) => (span === 'day' ? text(at).slice(11, 16) : text(at).slice(5, 10))}
          />
          <YAxis
            width={56}
            tick={axis}
            tickLine={false}
            axisLine={false}
            domain={[0, top]}
            tickCount={5}
            tickFormatter={(value: number) => Number(value.toPrecision(3)).toString()}
          />
          <Tooltip
            isAnimationActive={false}
            labelFormatter={(at) => text(Number(at)).slice(5, 16)}
            formatter={(value) => [
              `${formatMilli(Math.round(Number(value) * 1000), 2)} ${unit.power}`,
              t('load.power'),
            ]}
            contentStyle={{ background: token.colorBgElevated, border: `1px solid ${token.colorBorder}` }}
          />
          <Area
            dataKey="power"
            type="stepAfter"
            stroke={token.colorPrimary}
            fill={token.colorPrimary}
            fillOpacity={0.18}
            connectNulls={false}
            isAnimationActive={false}
            dot={false}
          />
          {limit !== null && (
            <ReferenceLine
              y={limit}
              stroke={token.colorError}
              strokeDasharray="8 5"
              label={{
                value: t('load.limitLine', { limit: formatMilli(curve.limitMilli ?? 0, 2), unit: unit.power }),
                position: 'insideTopRight',
                fill: token.colorError,
                fontSize: 12,
              }}
            />
          )}
        </AreaChart>
      </ResponsiveContainer>
    </figure>
  );
}
