import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Doubt } from '../../../../main/modules/readings/readings.schema.ts';
import { Sheet } from './Sheet.tsx';

/** What cannot be true is said before it is stored; the person looks again, and says so or goes back. */
export function ConfirmSheet(props: {
  doubts: readonly Doubt[];
  percent: number;
  value: string;
  figures: string;
  onBack: () => void;
  onSave: (note: string) => void;
}) {
  const { t } = useTranslation('phone');
  const [note, setNote] = useState('');
  return (
    <Sheet title={t('confirmTitle')} onBack={props.onBack}>
      <p className="phone-sheet-value phone-figures">{props.value}</p>
      {props.figures && <p className="phone-dim phone-figures">{props.figures}</p>}
      <ul className="phone-doubts">
        {props.doubts.map((doubt) => (
          <li key={doubt}>{t(`doubts.${doubt}`, { percent: props.percent })}</li>
        ))}
      </ul>
      <label>
        {t('note')}
        <input
          value={note}
          maxLength={200}
          placeholder={t('noteHint')}
          onChange={(event) => setNote(event.target.value)}
        />
      </label>
      <button type="button" className="phone-main" onClick={props.onBack}>
        {t('confirmBack')}
      </button>
      <button type="button" className="phone-wide" onClick={() => props.onSave(note)}>
        {t('confirmSave')}
      </button>
    </Sheet>
  );
}
