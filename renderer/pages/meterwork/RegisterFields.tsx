import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { parseMilli } from '../../../main/shared/quantity.ts';

const REGISTERS = ['total', 'sharp', 'peak', 'flat', 'valley'] as const;
type Register = (typeof REGISTERS)[number];
export type ShownTexts = Partial<Record<Register, string>>;

/** What a meter shows: its total and, where it has them, its time-of-use registers. */
export function RegisterFields(props: { name: string; label: string; hasTou: boolean }) {
  const { t } = useTranslation('meterwork');
  const shown = props.hasTou ? REGISTERS : (['total'] as const);
  return (
    <Form.Item label={props.label} required={false} style={{ marginBottom: 0 }}>
      <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap' }}>
        {shown.map((register) => (
          <Form.Item
            key={register}
            name={[props.name, register]}
            style={{ marginBottom: 12 }}
            rules={[
              { required: register === 'total', message: t('required') },
              {
                validator: (_, text: string | undefined) =>
                  !text?.trim() || registerMilli(text) !== null ? Promise.resolve() : Promise.reject(t('notNumber')),
              },
            ]}
          >
            <Input
              aria-label={`${props.label} ${t(`registers.${register}`)}`}
              addonBefore={t(`registers.${register}`)}
              inputMode="decimal"
              autoComplete="off"
              className="figures"
              style={{ width: 170 }}
              styles={{ input: { textAlign: 'right' } }}
            />
          </Form.Item>
        ))}
      </div>
    </Form.Item>
  );
}

/** The typed registers in thousandths; what is left empty the meter does not have. */
export function shownOf(texts: ShownTexts) {
  const milli = (register: Register) => registerMilli(texts[register] ?? '');
  return {
    totalMilli: milli('total') ?? 0,
    sharpMilli: milli('sharp'),
    peakMilli: milli('peak'),
    flatMilli: milli('flat'),
    valleyMilli: milli('valley'),
  };
}

function registerMilli(text: string): number | null {
  try {
    const value = parseMilli(text.trim());
    return text.trim() && value >= 0 ? value : null;
  } catch {
    return null;
  }
}
