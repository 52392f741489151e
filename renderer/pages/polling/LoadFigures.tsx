import { theme } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatMilli } from '../../../main/shared/quantity.ts';
import type { Outputs } from '../../app/api.ts';
import { useToday } from '../../ui/useToday.ts';
import { at } from './moments.ts';

export type Curve = Outputs['polling']['load'];

export function useUnits(service: Curve['service']): { power: string; energy: string } {
  const { t } = useTranslation('polling');
  return { power: t(`powerUnit.${service}`), energy: t(`usageUnit.${service}`) };
}

/** The highest demand with its time, beside what the meter itself kept and what was agreed. */
export function LoadFigures({ curve }: { curve: Curve }) {
  const { t } = useTranslation('polling');
  const { zone } = useToday();
  const { token } = theme.useToken();
  const unit = useUnits(curve.service);
  const { max, register, limitMilli } = curve;
  const isOver = max !== null && limitMilli !== null && max.powerMilli > limitMilli;
  const figures = [
    { label: t('load.total'), value: `${formatMilli(curve.energyMilli, 2)} ${unit.energy}`, note: '' },
    {
      label: t('load.max'),
      value: max ? `${formatMilli(max.powerMilli, 2)} ${unit.power}` : '—',
      note: max ? at(max.at, zone) : '',
      isBad: isOver,
    },
    ...(register
      ? [
          {
            label: t('load.register'),
            value: `${formatMilli(register.powerMilli, 2)} ${unit.power}`,
            note: at(register.at ?? register.readAt, zone),
          },
        ]
      : []),
    ...(limitMilli === null
      ? []
      : [
          {
            label: t('load.limit'),
            value: `${formatMilli(limitMilli, 2)} ${unit.power}`,
            note: isOver
              ? t('load.over', { by: formatMilli((max?.powerMilli ?? 0) - limitMilli, 2), unit: unit.power })
              : t('load.within'),
            isBad: isOver,
          },
        ]),
  ];
  return (
    <dl style={{ display: 'flex', gap: 32, margin: '0 0 8px', flexWrap: 'wrap' }}>
      {figures.map(({ label, value, note, isBad }) => (
        <div key={label}>
          <dt style={{ color: token.colorTextSecondary }}>{label}</dt>
          <dd
            className="figures"
            style={{ margin: 0, fontSize: 18, color: isBad ? token.colorError : token.colorText }}
          >
            {value}{' '}
            <small style={{ fontSize: 12, color: isBad ? token.colorError : token.colorTextSecondary }}>{note}</small>
          </dd>
        </div>
      ))}
    </dl>
  );
}
