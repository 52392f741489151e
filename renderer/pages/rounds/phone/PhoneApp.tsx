import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { ResultsScreen } from './ResultsScreen.tsx';
import { RoundsScreen } from './RoundsScreen.tsx';
import { keptNow, refreshKept, subscribeKept } from './store.ts';
import { synchronise, syncState } from './sync.ts';
import { WalkScreen } from './WalkScreen.tsx';

/** How often what waits is tried again while the page is open. */
const RETRY_MS = 20_000;

type Screen = { readonly kind: 'rounds' } | { readonly kind: 'walk' | 'results'; readonly roundUid: string };

export function PhoneApp() {
  const { t } = useTranslation('phone');
  const kept = useSyncExternalStore(subscribeKept, keptNow);
  const [isBlocked, setBlocked] = useState(false);
  const [isNewer, setNewer] = useState(false);
  const [screen, setScreen] = useState<Screen>({ kind: 'rounds' });

  useEffect(() => {
    refreshKept().then(
      () => synchronise(),
      () => setBlocked(true),
    );
    // Browsers throw away what pages keep when space runs out, unless they are asked not to.
    navigator.storage?.persist?.().catch(() => undefined);
    const again = () => synchronise();
    window.addEventListener('online', again);
    const timer = setInterval(() => {
      const now = keptNow();
      if (now && (now.photos.size > 0 || now.captures.some((one) => one.isWaiting))) again();
    }, RETRY_MS);
    return () => {
      window.removeEventListener('online', again);
      clearInterval(timer);
    };
  }, []);

  // A new version of the page is kept by now. It is taken up where nothing half typed would be lost.
  useEffect(() => {
    const workers = navigator.serviceWorker;
    if (!workers?.controller) return;
    const note = () => setNewer(true);
    workers.addEventListener('controllerchange', note);
    return () => workers.removeEventListener('controllerchange', note);
  }, []);
  const isAtRest = screen.kind === 'rounds' && syncState().kind !== 'login';
  useEffect(() => {
    if (isNewer && isAtRest) location.reload();
  }, [isNewer, isAtRest]);

  if (isBlocked)
    return (
      <p className="phone-note phone-bad" role="alert">
        {t('noStore')}
      </p>
    );
  if (!kept) return <p className="phone-note">{t('loading')}</p>;
  const round = screen.kind === 'rounds' ? undefined : kept.rounds.find(({ roundUid }) => roundUid === screen.roundUid);
  const leave = () => setScreen({ kind: 'rounds' });
  if (screen.kind === 'walk' && round)
    return <WalkScreen key={round.roundUid} kept={kept} round={round} onLeave={leave} />;
  if (screen.kind === 'results' && round) return <ResultsScreen kept={kept} round={round} onLeave={leave} />;
  return (
    <RoundsScreen
      kept={kept}
      onWalk={(roundUid) => setScreen({ kind: 'walk', roundUid })}
      onResults={(roundUid) => setScreen({ kind: 'results', roundUid })}
    />
  );
}
