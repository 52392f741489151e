import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NoAccess } from '../../../../main/modules/rounds/phone.schema.ts';
import { Sheet } from './Sheet.tsx';

export function NoAccessSheet(props: { onBack: () => void; onSave: (noAccess: NoAccess, note: string) => void }) {
  const { t } = useTranslation('phone');
  const [note, setNote] = useState('');
  return (
    <Sheet title={t('noAccessTitle')} onBack={props.onBack}>
      <label>
        {t('note')}
        <input value={note} maxLength={200} onChange={(event) => setNote(event.target.value)} />
      </label>
      <div className="phone-reasons">
        {NoAccess.options.map((reason) => (
          <button key={reason} type="button" onClick={() => props.onSave(reason, note)}>
            {t(`noAccessReasons.${reason}`)}
          </button>
        ))}
      </div>
      <button type="button" className="phone-wide" onClick={props.onBack}>
        {t('cancel')}
      </button>
    </Sheet>
  );
}
