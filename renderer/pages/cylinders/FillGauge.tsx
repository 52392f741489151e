import { theme } from 'antd';
import type { FillingTarget } from '../../../main/modules/cylinders/filling.schema.ts';
import { formatKilograms } from '../../../main/shared/quantity.ts';

const HEADROOM = 1.14;

/** Net weight on a bar from empty to just above the maximum fill; the good range is marked. The figures beside it say the same in words. */
export function FillGauge(props: { netGrams: number | null; target: FillingTarget }) {
  const { token } = theme.useToken();
  const { lowerGrams, upperGrams, maxFillGrams, nominalGrams } = props.target;
  const span = Math.max(maxFillGrams, upperGrams) * HEADROOM;
  const percent = (grams: number) => `${Math.min(100, Math.max(0, (grams / span) * 100))}%`;
  const net = props.netGrams;
  const isOver = net !== null && net > upperGrams;
  const isGood = net !== null && net >= lowerGrams && !isOver;
  const fill = isOver ? token.colorError : isGood ? token.colorSuccess : token.colorPrimary;
  return (
    <div aria-hidden style={{ position: 'relative', height: 60 }}>
      <div
        style={{ position: 'absolute', inset: '8px 0 24px', background: token.colorFillSecondary, borderRadius: 4 }}
      />
      <div
        style={{
          position: 'absolute',
          top: 8,
          bottom: 24,
          left: percent(lowerGrams),
          width: `calc(${percent(upperGrams)} - ${percent(lowerGrams)})`,
          background: token.colorSuccessBgHover,
          borderInline: `2px solid ${token.colorSuccess}`,
        }}
      />
      <div
        style={{
          position: 'absolute',
          top: 14,
          height: 16,
          left: 0,
          width: percent(net ?? 0),
          background: fill,
          borderRadius: 3,
        }}
      />
      <Mark at={percent(lowerGrams)} label={formatKilograms(lowerGrams)} align="end" />
      <Mark at={percent(nominalGrams)} label="" align="center" />
      <Mark at={percent(upperGrams)} label={formatKilograms(upperGrams)} align="start" />
    </div>
  );
}

function Mark(props: { at: string; label: string; align: 'start' | 'center' | 'end' }) {
  const { token } = theme.useToken();
  const shift = { start: '0', center: '-50%', end: '-100%' }[props.align];
  return (
    <>
      {props.align === 'center' && (
        <div
          style={{
            position: 'absolute',
            left: props.at,
            top: 4,
            bottom: 20,
            width: 1,
            background: token.colorTextSecondary,
          }}
        />
      )}
      <span
        className="figures"
        style={{
          position: 'absolute',
          left: props.at,
          bottom: 0,
          transform: `translateX(${shift})`,
          fontSize: 14,
          color: token.colorTextSecondary,
        }}
      >
        {props.label}
      </span>
    </>
  );
}
