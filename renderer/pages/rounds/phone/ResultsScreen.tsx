import { useTranslation } from 'react-i18next';
import { localDateTime } from '../../../../main/shared/dates.ts';
import { formatMilli } from '../../../../main/shared/quantity.ts';
import { SyncBar } from './SyncBar.tsx';
import type { Kept, KeptCapture, KeptRound } from './store.ts';

/** What became of every look of this phone: conflicts and doubts first. */
export function ResultsScreen(props: { kept: Kept; round: KeptRound; onLeave: () => void }) {
  const { t } = useTranslation('phone');
  const { kept, round } = props;
  const stops = new Map(round.out.stops.map((stop) => [stop.meterId, stop]));
  const captures = kept.captures.filter((one) => one.roundUid === round.roundUid);
  const weight = (one: KeptCapture) => (one.refusedFor ? 0 : one.result?.rule ? 1 : one.result?.doubts.length ? 2 : 3);
  const sorted = [...captures].sort((a, b) => weight(a) - weight(b) || b.capture.takenAt - a.capture.takenAt);
  return (
    <main className="phone-page">
      <header className="phone-head">
        <button type="button" className="phone-plain" onClick={props.onLeave}>
          {t('back')}
        </button>
        <h1>{t('results')}</h1>
      </header>
      <SyncBar kept={kept} />
      {sorted.length === 0 && <p className="phone-note">{t('noResults')}</p>}
      <ul className="phone-list">
        {sorted.map((one) => {
          const stop = stops.get(one.capture.meterId);
          const { values, noAccess } = one.capture;
          const against = one.result?.against;
          const decimals = stop?.decimals ?? 0;
          return (
            <li key={one.uid} className={`phone-result ${weight(one) < 3 ? 'phone-result-open' : ''}`}>
              <div className="phone-row">
                <strong>{stop?.doorNo ?? '—'}</strong>
                <span className="phone-figures">
                  {values ? formatMilli(values.totalMilli, decimals) : t(`noAccessReasons.${noAccess}`)}
                </span>
              </div>
              <div className="phone-row">
                <span>{t(`outcomes.${outcomeOf(one)}`)}</span>
                <span className="phone-dim">{localDateTime(one.capture.takenAt, round.out.zone).slice(5, 16)}</span>
              </div>
              {one.result?.rule && <div>{t(`rules.${one.result.rule}`)}</div>}
              {one.refusedFor && <div>{t(`refusedFor.${one.refusedFor}`)}</div>}
              {against && (
                <div className="phone-dim">
                  {t('against', {
                    source: t(`sources.${against.source}`),
                    value: formatMilli(against.totalMilli, decimals),
                    at: localDateTime(against.readAt, round.out.zone).slice(5, 16),
                  })}
                </div>
              )}
              {one.result?.doubts
                .filter((doubt) => doubt !== 'round-conflict')
                .map((doubt) => (
                  <div key={doubt} className="phone-dim">
                    {t(`doubts.${doubt}`, { percent: round.out.highPercent })}
                  </div>
                ))}
              {one.result?.isPhotoMissing && !one.result.doubts.includes('photo-missing') && (
                <div className="phone-dim">{t('photoWaits')}</div>
              )}
            </li>
          );
        })}
      </ul>
    </main>
  );
}

function outcomeOf(one: KeptCapture): string {
  if (one.refusedFor) return 'refused';
  if (!one.result) return 'waiting';
  const { outcome, state } = one.result;
  if (outcome === 'noted' || outcome === 'aside') return outcome;
  if (state === 'rejected') return 'rejected';
  if (state === 'accepted') return 'counts';
  return outcome === 'waits' ? 'waits' : 'doubtful';
}
