import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '.', '0', 'erase'] as const;

/** Keys for a thumb; a keyboard works as well. */
export function NumberPad(props: { onPress: (key: string) => void; onEnter: () => void; isOff: boolean }) {
  const { t } = useTranslation('phone');
  const hear = useEffectEvent((event: KeyboardEvent) => {
    if (props.isOff || event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^[0-9.]$/.test(event.key)) props.onPress(event.key);
    else if (event.key === 'Backspace') props.onPress('erase');
    else if (event.key === 'Enter' && !(event.target instanceof HTMLButtonElement)) props.onEnter();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => hear(event);
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
  return (
    <fieldset className="phone-pad" aria-label={t('pad')}>
      {KEYS.map((key) => (
        <button
          key={key}
          type="button"
          aria-label={key === 'erase' ? t('erase') : key === '.' ? t('decimalPoint') : key}
          onClick={() => props.onPress(key)}
        >
          {key === 'erase' ? '⌫' : key}
        </button>
      ))}
    </fieldset>
  );
}
