import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Stop } from '../../../../main/modules/rounds/phone.schema.ts';
import { formatMilli } from '../../../../main/shared/quantity.ts';
import { canScan, Scanner } from './Scanner.tsx';
import type { KeptCapture } from './store.ts';
import { findByCode, matches } from './walk.ts';

/** Jumps to a door: typed, chosen from the list, or by the barcode on the meter. */
export function FindScreen(props: {
  stops: readonly Stop[];
  looks: ReadonlyMap<number, KeptCapture>;
  onFound: (position: number) => void;
  onLeave: () => void;
}) {
  const { t } = useTranslation('phone');
  const [text, setText] = useState('');
  const [isOpenOnly, setOpenOnly] = useState(false);
  const [isScanning, setScanning] = useState(false);
  const [problem, setProblem] = useState('');
  const found = props.stops
    .map((stop, position) => ({ stop, position, look: props.looks.get(stop.meterId) }))
    .filter(({ stop, look }) => matches(stop, text) && !(isOpenOnly && look));

  function scanned(code: string): void {
    const position = findByCode(props.stops, code);
    setScanning(false);
    if (position >= 0) props.onFound(position);
    else setProblem(t('scanUnknown', { code }));
  }

  return (
    <main className="phone-page">
      <header className="phone-head">
        <button type="button" className="phone-plain" onClick={props.onLeave}>
          {t('back')}
        </button>
        <h1>{t('find')}</h1>
        {canScan() && (
          <button type="button" onClick={() => setScanning(!isScanning)}>
            {t('scan')}
          </button>
        )}
      </header>
      {isScanning && (
        <Scanner
          onCode={scanned}
          onFailed={() => {
            setScanning(false);
            setProblem(t('noCamera'));
          }}
        />
      )}
      {!canScan() && <p className="phone-dim">{t('noScan')}</p>}
      {problem && (
        <p role="alert" className="phone-note phone-doubt">
          {problem}
        </p>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const first = findByCode(props.stops, text.trim());
          const position = first >= 0 ? first : found[0]?.position;
          if (position !== undefined) props.onFound(position);
        }}
      >
        <input
          type="search"
          className="phone-search"
          aria-label={t('findHint')}
          placeholder={t('findHint')}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </form>
      <label className="phone-check">
        <input type="checkbox" checked={isOpenOnly} onChange={(event) => setOpenOnly(event.target.checked)} />
        {t('onlyOpen')}
      </label>
      {found.length === 0 && <p className="phone-note">{t('noneFound')}</p>}
      <ul className="phone-list">
        {found.slice(0, 200).map(({ stop, position, look }) => (
          <li key={stop.meterId}>
            <button type="button" className="phone-stop" onClick={() => props.onFound(position)}>
              <strong>{stop.doorNo}</strong>
              <span className="phone-dim">{stop.meterNo}</span>
              <span className={look ? 'phone-good-text phone-figures' : 'phone-dim'}>{wordsOf(look, stop)}</span>
            </button>
          </li>
        ))}
      </ul>
    </main>
  );

  function wordsOf(look: KeptCapture | undefined, stop: Stop): string {
    if (!look) return t('notSeen');
    const { values, noAccess } = look.capture;
    return values ? `✓ ${formatMilli(values.totalMilli, stop.decimals)}` : t(`noAccessReasons.${noAccess}`);
  }
}
