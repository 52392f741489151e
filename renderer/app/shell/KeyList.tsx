import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';

/** Keys by place. The counter's own strip says the same at its foot. */
const KEYS = {
  everywhere: ['Ctrl K', 'Ctrl L', '?', 'Esc', 'Tab', 'Enter'],
  counter: ['F2', 'F4', 'F6', 'F8', 'Esc'],
  filling: ['F2', 'F3', 'F4', 'F8'],
  checklist: ['1', '2', '3', '↑ ↓'],
  lists: ['↑ ↓', 'Enter', 'Esc'],
} as const;
const PLACES = Object.keys(KEYS) as (keyof typeof KEYS)[];

export function KeyList(props: { onClose: () => void }) {
  const { t } = useTranslation('shell');
  return (
    <Modal open title={t('keys.title')} footer={null} width={720} onCancel={props.onClose}>
      <div style={{ columns: '300px 2' }}>
        {PLACES.map((place) => (
          <section key={place} style={{ paddingBottom: 12, breakInside: 'avoid' }}>
            <h2 style={{ fontSize: 14, margin: '0 0 4px' }}>{t(`keys.place.${place}`)}</h2>
            <dl className="key-list">
              {KEYS[place].map((key) => (
                <div key={key}>
                  <dt>
                    <kbd>{key}</kbd>
                  </dt>
                  <dd>{t(`keys.${place}.${key}`)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
