import { useQuery } from '@tanstack/react-query';
import { Switch, theme } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { localDateTime } from '../../../main/shared/dates.ts';
import type { MeterId } from '../../../main/shared/ids.ts';
import { formatMilli } from '../../../main/shared/quantity.ts';
import { trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useToday } from '../../ui/useToday.ts';

const EVERY_MS = 3000;
const PHASES = ['A', 'B', 'C'];

/** What the meter shows this moment, asked every three seconds while it is looked at and not a second longer. */
export function LivePanel({ meterId }: { meterId: MeterId }) {
  const { t } = useTranslation('polling');
  const { token } = theme.useToken();
  const { zone } = useToday();
  const [isOn, setOn] = useState(false);
  const live = useQuery(
    trpc.polling.livePower.queryOptions(
      { meterId },
      {
        enabled: isOn,
        refetchInterval: isOn ? EVERY_MS : false,
        refetchIntervalInBackground: false,
        staleTime: 0,
        gcTime: 0,
        retry: false,
      },
    ),
  );
  const power = live.data;
  const known = power?.phases.flatMap((phase, i) =>
    phase.voltageMilli === null && phase.currentMilli === null && phase.powerMilli === null
      ? []
      : [{ ...phase, name: PHASES[i] }],
  );
  const figure = (milli: number | null, unit: string) => (milli === null ? '—' : `${formatMilli(milli, 1)} ${unit}`);
  return (
    <section
      aria-label={t('live.title')}
      style={{
        ...{ display: 'flex', gap: 24, alignItems: 'center', flexWrap: 'wrap', padding: '8px 12px', marginBottom: 8 },
        background: token.colorBgContainer,
        border: `1px solid ${token.colorBorderSecondary}`,
        borderRadius: 4,
      }}
    >
      <span>
        {t('live.title')} <Switch size="small" checked={isOn} onChange={setOn} aria-label={t('live.title')} />
      </span>
      {!isOn && <span style={{ color: token.colorTextSecondary }}>{t('live.hint')}</span>}
      {isOn && live.error && <ErrorNote error={live.error} />}
      {isOn && !live.error && !power && <span role="status">{t('live.asking')}</span>}
      {isOn && !live.error && power && (
        <>
          <strong className="figures" style={{ fontSize: 22 }}>
            {power.powerMilli === null ? '—' : `${formatMilli(power.powerMilli, 3)} kW`}
          </strong>
          {known?.map((phase) => (
            <span key={phase.name} className="figures">
              {phase.name} {figure(phase.voltageMilli, 'V')} · {figure(phase.currentMilli, 'A')} ·{' '}
              {figure(phase.powerMilli, 'kW')}
            </span>
          ))}
          {power.powerFactorMilli !== null && (
            <span className="figures">{t('live.factor', { factor: formatMilli(power.powerFactorMilli, 2) })}</span>
          )}
          <span className="figures" style={{ color: token.colorTextSecondary }}>
            {t('live.at', { at: localDateTime(power.at, zone).slice(11) })}
          </span>
        </>
      )}
    </section>
  );
}
