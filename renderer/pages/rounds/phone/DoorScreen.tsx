import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Assessment } from '../../../../main/modules/readings/readings.schema.ts';
import type { NoAccess, Stop } from '../../../../main/modules/rounds/phone.schema.ts';
import { judgeAtDoor, type RegisterKey, registersOf } from '../../../../main/modules/rounds/plausible.domain.ts';
import { localDate } from '../../../../main/shared/dates.ts';
import { formatMilli } from '../../../../main/shared/quantity.ts';
import { ConfirmSheet } from './ConfirmSheet.tsx';
import { keepLook } from './keep-look.ts';
import { NoAccessSheet } from './NoAccessSheet.tsx';
import { NumberPad } from './NumberPad.tsx';
import type { KeptCapture, KeptRound } from './store.ts';
import { type TakenPhoto, takePhoto } from './take-photo.ts';
import { pressed, type Typed, typedOf, valuesOf } from './walk.ts';

/** Decimals in red, as the register shows them. */
function Figures(props: { text: string }) {
  const at = props.text.indexOf('.');
  if (props.text === '') return <span className="phone-figures">—</span>;
  return (
    <span className="phone-figures">
      {at < 0 ? props.text : props.text.slice(0, at)}
      {at >= 0 && <span className="phone-decimals">{props.text.slice(at)}</span>}
    </span>
  );
}

/** One door: which meter, what it should show, the figures, and what they would mean. */
export function DoorScreen(props: {
  round: KeptRound;
  stop: Stop;
  position: number;
  look: KeptCapture | undefined;
  onSaved: () => void;
  /** Figures or a photo that are not stored yet. */
  onUnsaved: (isUnsaved: boolean) => void;
}) {
  const { t } = useTranslation('phone');
  const { round, stop, look } = props;
  const { out } = round;
  const registers = registersOf(stop);
  const seen = look?.capture.values;
  const [typed, setTyped] = useState<Typed>(() => (seen ? typedOf(seen, stop.decimals) : {}));
  const [register, setRegister] = useState<RegisterKey>('totalMilli');
  const [touched, setTouched] = useState<ReadonlySet<RegisterKey>>(new Set());
  const [photo, setPhoto] = useState<TakenPhoto | null>(null);
  const [isPhotoBad, setPhotoBad] = useState(false);
  const [isNotKept, setNotKept] = useState(false);
  const isSaving = useRef(false);
  const [sheet, setSheet] = useState<'confirm' | 'no-access' | null>(null);
  const camera = useRef<HTMLInputElement>(null);

  const values = valuesOf(typed, stop);
  const problem = typeof values === 'string' ? values : null;
  const figures = typeof values === 'object' ? values : null;
  const judged = figures && judgeAtDoor(stop, out, { values: figures, takenAt: Date.now() });
  const [last] = stop.history;
  const shown = (milli: number) => formatMilli(milli, stop.decimals);
  const unitKey = register === 'demandMilli' || register === 'reactiveMilli' ? register : stop.service;

  const isTouched = touched.size > 0;
  // A photo proves the look it was taken with: other figures need another.
  const isPhotoWanted = out.needsPhoto && !photo && (isTouched || !look?.capture.photo);
  const blank = registers.find((key) => !typed[key]);

  function press(key: string): void {
    // The first key begins anew: what stands there was saved before.
    const text = touched.has(register) ? (typed[register] ?? '') : '';
    setTyped({ ...typed, [register]: pressed(text, key) });
    setTouched(new Set([...touched, register]));
    props.onUnsaved(true);
  }

  function wordsOf({ usageMilli, usualMilli }: Assessment): string {
    const usage = usageMilli === null ? [] : [t('usage', { usage: shown(usageMilli) })];
    const usual = usualMilli === null ? [] : [t('usual', { usual: shown(Math.round(usualMilli / 1000) * 1000) })];
    return [...usage, ...usual].join(' · ');
  }

  async function store(said: { note: string; isConfirmed: boolean; noAccess: NoAccess | null }): Promise<void> {
    if (isSaving.current) return;
    isSaving.current = true;
    try {
      await keepLook({ round, stop, values: said.noAccess ? null : figures, photo, ...said });
    } catch {
      // No room on the phone, mostly. Nothing was stored, and the reader must not walk on as if it were.
      setNotKept(true);
      setSheet(null);
      return;
    } finally {
      isSaving.current = false;
    }
    props.onSaved();
  }

  /** All registers of a meter are read together: a bill by time of use needs each of them. */
  function save(): void {
    if (figures && blank) setRegister(blank);
    else if (judged && judged.doubts.length > 0) setSheet('confirm');
    else if (figures) store({ note: '', isConfirmed: false, noAccess: null });
  }

  return (
    <>
      <section className="phone-door" aria-label={stop.doorNo}>
        <div className="phone-row">
          <h1>{stop.doorNo}</h1>
          <span className="phone-dim phone-figures">
            {t('door', { position: props.position + 1, total: out.stops.length })}
          </span>
        </div>
        <div className="phone-row">
          <span>
            {t(`service.${stop.service}`)} · {t('meter', { meterNo: stop.meterNo })}
          </span>
          {stop.multiplier > 1 && <span>{t('multiplier', { multiplier: stop.multiplier })}</span>}
        </div>
        {(stop.location || stop.sealNo) && (
          <div className="phone-row phone-dim">
            <span>{stop.location}</span>
            {stop.sealNo && <span>{t('seal', { sealNo: stop.sealNo })}</span>}
          </div>
        )}
        {out.showsLast && (
          <div className="phone-dim phone-figures">
            {last
              ? t('last', { value: shown(last.totalMilli), on: localDate(last.readAt, out.zone).slice(5) })
              : t('noLast')}
          </div>
        )}
        {look?.capture.noAccess && (
          <div className="phone-doubt-text">
            {t('noAccess')} · {t(`noAccessReasons.${look.capture.noAccess}`)}
          </div>
        )}
      </section>

      {registers.length > 1 && (
        <div className="phone-registers">
          {registers.map((key) => (
            <button key={key} type="button" aria-pressed={key === register} onClick={() => setRegister(key)}>
              {t(`registers.${key}`)}
              <small>{typed[key] ?? '—'}</small>
            </button>
          ))}
        </div>
      )}
      <output className={`phone-value ${problem ? 'phone-value-bad' : ''}`} aria-label={t('value')}>
        <Figures text={typed[register] ?? ''} />
        <small>{t(`unit.${unitKey}`)}</small>
      </output>
      <p className={`phone-verdict ${problem ? 'phone-bad-text' : judged?.doubts.length ? 'phone-doubt-text' : ''}`}>
        {problem && t(problem, { digits: stop.digits })}
        {judged?.role === 'baseline' && t('baseline')}
        {judged?.doubts[0] && t(`doubts.${judged.doubts[0]}`, { percent: out.highPercent })}
        {judged && judged.usageMilli !== null && judged.doubts[0] !== 'lower' && out.showsLast && (
          <span className="phone-figures"> {t('usage', { usage: shown(judged.usageMilli) })}</span>
        )}
      </p>

      <div className="phone-buttons">
        <input
          ref={camera}
          type="file"
          accept="image/*"
          capture="environment"
          hidden
          aria-label={t('photo')}
          onChange={async (event) => {
            const file = event.target.files?.[0];
            event.target.value = '';
            if (!file) return;
            setPhotoBad(false);
            await takePhoto(file).then(
              (taken) => {
                setPhoto(taken);
                props.onUnsaved(true);
              },
              () => setPhotoBad(true),
            );
          }}
        />
        <button type="button" onClick={() => camera.current?.click()}>
          {photo ? `✓ ${t('photoTaken')}` : t(look?.capture.photo ? 'photoAgain' : 'photo')}
        </button>
        <button type="button" onClick={() => setSheet('no-access')}>
          {t('noAccess')}
        </button>
      </div>
      {isNotKept && (
        <p role="alert" className="phone-note phone-bad">
          {t('notKept')}
          {photo && (
            <button
              type="button"
              className="phone-wide"
              onClick={() => {
                setPhoto(null);
                setNotKept(false);
              }}
            >
              {t('withoutPhoto')}
            </button>
          )}
        </p>
      )}
      {(isPhotoBad || isPhotoWanted) && (
        <p className={`phone-verdict ${isPhotoBad ? 'phone-bad-text' : 'phone-doubt-text'}`}>
          {t(isPhotoBad ? 'photoUnreadable' : 'photoNeeded')}
        </p>
      )}

      <NumberPad onPress={press} onEnter={save} isOff={sheet !== null} />
      <button type="button" className="phone-main" disabled={!figures || (!isTouched && !photo)} onClick={save}>
        {figures && blank ? t('nextRegister', { register: t(`registers.${blank}`) }) : t(seen ? 'saveAgain' : 'save')}
      </button>

      {sheet === 'confirm' && judged && figures && (
        <ConfirmSheet
          doubts={judged.doubts}
          percent={out.highPercent}
          figures={out.showsLast && !judged.doubts.includes('lower') ? wordsOf(judged) : ''}
          value={shown(figures.totalMilli)}
          onBack={() => setSheet(null)}
          onSave={(note) => store({ note, isConfirmed: true, noAccess: null })}
        />
      )}
      {sheet === 'no-access' && (
        <NoAccessSheet
          onBack={() => setSheet(null)}
          onSave={(noAccess, note) => store({ note, isConfirmed: false, noAccess })}
        />
      )}
    </>
  );
}
