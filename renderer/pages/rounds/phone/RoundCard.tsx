import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MyRound } from '../../../../main/modules/rounds/phone.schema.ts';
import { newId } from '../../../app/ids.ts';
import { saveFile } from '../save-file.ts';
import { returnFileOf } from './round-file.ts';
import { refusalOf, station } from './station.ts';
import { changeRound, deviceId, dropRound, type Kept, type KeptRound, keepFact, keepRound } from './store.ts';
import { synchronise } from './sync.ts';

/** One round: on this phone, or still at the station. */
export function RoundCard(props: {
  kept: Kept;
  round?: KeptRound;
  listed?: MyRound;
  onWalk: (roundUid: string) => void;
  onResults: (roundUid: string) => void;
}) {
  const { t } = useTranslation(['phone', 'errors']);
  const { kept, round, listed } = props;
  const [failure, setFailure] = useState('');
  const head = round?.out ?? listed;
  if (!head) return null;
  const { roundUid } = head;
  const captures = kept.captures.filter((one) => one.roundUid === roundUid);
  const seen = new Set(captures.map((one) => one.capture.meterId)).size;
  // A look whose photo is still here is not sent: taken off the phone, the photo would never arrive.
  const unsent = captures.filter(
    ({ isWaiting, capture, refusedFor }) =>
      isWaiting || (!refusedFor && capture.photo && kept.photos.has(capture.photo.uid)),
  ).length;
  const isWithdrawn = round !== undefined && kept.mine !== null && !kept.mine.some((one) => one.roundUid === roundUid);
  const conflicts = captures.filter(({ result }) => result?.rule && result.rule !== 'corrected').length;
  const figures = round
    ? { done: seen, total: round.out.stops.length }
    : { done: listed?.done ?? 0, total: listed?.stops ?? 0 };

  /** What needs the station says why it could not be done. */
  async function attempt(work: () => Promise<unknown>): Promise<void> {
    setFailure('');
    try {
      await work();
    } catch (error) {
      const refusal = refusalOf(error);
      setFailure(refusal ? t(`errors:${refusal.code}`, { ...refusal.params }) : t('sync.offline'));
    }
  }

  async function take(): Promise<void> {
    const out = await station.rounds.download.mutate({ roundUid, deviceId: await deviceId(), downloadUid: newId() });
    await keepFact('stationKey', out.stationKey);
    await keepRound(out);
  }

  async function giveBack(): Promise<void> {
    await synchronise();
    await station.rounds.return.mutate({ roundUid });
    await changeRound(roundUid, { isReturned: true });
  }

  async function toFile(): Promise<void> {
    if (!round) return;
    saveFile(await returnFileOf(kept, round));
  }

  return (
    <article className="phone-card" aria-label={head.name}>
      <div className="phone-row">
        <strong className="phone-name">{head.name}</strong>
        <span className="phone-figures">{t('progress', figures)}</span>
      </div>
      <progress max={Math.max(figures.total, 1)} value={figures.done} aria-label={t('progress', figures)} />
      <div className="phone-row phone-dim">
        <span>{t('month', { month: head.month })}</span>
        <span>{t('due', { dueOn: head.dueOn })}</span>
      </div>
      {round ? (
        <>
          <button type="button" className="phone-main" onClick={() => props.onWalk(roundUid)}>
            {t(seen > 0 ? 'goOn' : 'walk')}
          </button>
          <div className="phone-buttons">
            <button type="button" onClick={() => props.onResults(roundUid)}>
              {conflicts > 0 ? t('resultsWithConflicts', { count: conflicts }) : t('results')}
            </button>
            <button type="button" onClick={toFile}>
              {t('toFile')}
            </button>
            {round.isReturned || isWithdrawn ? (
              <button type="button" disabled={unsent > 0} onClick={() => dropRound(roundUid)}>
                {t('remove')}
              </button>
            ) : (
              <button type="button" disabled={unsent > 0} onClick={() => attempt(giveBack)}>
                {t('giveBack')}
              </button>
            )}
          </div>
          {isWithdrawn && <p className="phone-note phone-doubt">{t('withdrawn')}</p>}
          {unsent > 0 && <p className="phone-dim">{t('unsent', { count: unsent })}</p>}
        </>
      ) : (
        <button type="button" className="phone-main" onClick={() => attempt(take)}>
          {t('take')}
        </button>
      )}
      {failure && (
        <p role="alert" className="phone-note phone-bad">
          {failure}
        </p>
      )}
    </article>
  );
}
