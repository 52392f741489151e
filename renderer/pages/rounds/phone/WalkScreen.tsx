import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DoorScreen } from './DoorScreen.tsx';
import { FindScreen } from './FindScreen.tsx';
import { Sheet } from './Sheet.tsx';
import { changeRound, type Kept, type KeptRound } from './store.ts';
import { latestLooks, nextOpen } from './walk.ts';

/** A round, one door at a time. */
export function WalkScreen(props: { kept: Kept; round: KeptRound; onLeave: () => void }) {
  const { t } = useTranslation('phone');
  const { kept, round } = props;
  const { stops } = round.out;
  const looks = latestLooks(kept, round.roundUid);
  const [isFinding, setFinding] = useState(false);
  const [said, setSaid] = useState('');
  const [isUnsaved, setUnsaved] = useState(false);
  const [asked, setAsked] = useState<() => void>();
  const position = Math.min(round.position, stops.length - 1);
  const stop = stops[position];
  if (!stop) return null;

  const goTo = (next: number) => changeRound(round.roundUid, { position: (next + stops.length) % stops.length });
  /** What is typed and not stored is not left behind without a word. */
  function leaving(go: () => void): void {
    const leave = () => {
      setUnsaved(false);
      setAsked(undefined);
      setSaid('');
      go();
    };
    if (isUnsaved) setAsked(() => leave);
    else leave();
  }
  const waiting = kept.captures.filter((one) => one.isWaiting).length;

  if (isFinding)
    return (
      <FindScreen
        stops={stops}
        looks={looks}
        onLeave={() => setFinding(false)}
        onFound={(found) => {
          setFinding(false);
          setSaid('');
          goTo(found);
        }}
      />
    );
  return (
    <main className="phone-walk">
      <header className="phone-head">
        <button type="button" className="phone-plain" onClick={() => leaving(props.onLeave)}>
          {t('back')}
        </button>
        <span className="phone-name">{round.out.name}</span>
        <span className="phone-figures">{t('progress', { done: looks.size, total: stops.length })}</span>
      </header>
      <p className="phone-strip" role="status">
        <span>{said}</span>
        {waiting > 0 && <span className="phone-badge">{t('waiting', { count: waiting })}</span>}
      </p>
      <DoorScreen
        key={stop.meterId}
        round={round}
        stop={stop}
        position={position}
        look={looks.get(stop.meterId)}
        onUnsaved={setUnsaved}
        onSaved={() => {
          setUnsaved(false);
          const next = nextOpen(stops, new Set([...looks.keys(), stop.meterId]), position);
          setSaid(next === position ? t('allSeen') : t('saved', { door: stop.doorNo }));
          goTo(next);
        }}
      />
      <nav className="phone-nav">
        <button type="button" onClick={() => leaving(() => goTo(position - 1))}>
          ‹ {t('previous')}
        </button>
        <button type="button" onClick={() => leaving(() => setFinding(true))}>
          {t('find')}
        </button>
        <button type="button" onClick={() => leaving(() => goTo(position + 1))}>
          {t('next')} ›
        </button>
      </nav>
      {asked && (
        <Sheet title={t('unsavedTitle', { door: stop.doorNo })} onBack={() => setAsked(undefined)}>
          <button type="button" className="phone-main" onClick={() => setAsked(undefined)}>
            {t('unsavedBack')}
          </button>
          <button type="button" className="phone-wide" onClick={asked}>
            {t('unsavedLeave')}
          </button>
        </Sheet>
      )}
    </main>
  );
}
