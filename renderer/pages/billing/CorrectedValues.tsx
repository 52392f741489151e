import { Button, Form, Input, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMilli, parseMilli } from '../../../main/shared/quantity.ts';
import type { Inputs, Outputs } from '../../app/api.ts';

type BillData = Extract<Outputs['billing']['bill'], { kind: 'usage' }>;
type Asked = Inputs['billing']['previewCorrection'];
const REGISTERS = ['total', 'sharp', 'peak', 'flat', 'valley', 'demand', 'reactive'] as const;
type Register = (typeof REGISTERS)[number];

/** Which reading was wrong and what the register showed. What is typed anew makes an earlier preview void. */
export function CorrectedValues({ bill, onAsk }: { bill: BillData; onAsk: (asked: Asked | null) => void }) {
  const { t } = useTranslation('billing');
  const [which, setWhich] = useState<'previous' | 'present'>('present');
  const [typed, setTyped] = useState<Partial<Record<Register, string>>>({});
  const { further = {} } = bill.explain;
  const reactiveMilli = further.reactiveMilli?.[which === 'present' ? 1 : 0] ?? null;
  const demandMilli = which === 'present' ? (further.demandMilli ?? null) : null;
  const reading = { ...bill.explain[which], reactiveMilli, demandMilli };
  const { decimals } = bill.explain.meter;
  const registers = REGISTERS.filter((register) => reading[`${register}Milli`] !== null);
  const textOf = (register: Register) => typed[register] ?? formatMilli(reading[`${register}Milli`] ?? 0, decimals);
  const isWrong = registers.some((register) => parsed(textOf(register)) === null);

  function preview(): void {
    if (isWrong) return;
    const values = Object.fromEntries(registers.map((register) => [`${register}Milli`, parsed(textOf(register))]));
    const readingId = which === 'present' ? bill.presentReadingId : bill.previousReadingId;
    onAsk({ totalMilli: reading.totalMilli, ...values, readingId });
  }

  return (
    <Form layout="vertical" onFinish={preview}>
      <Form.Item label={t('correction.which')}>
        <Segmented
          aria-label={t('correction.which')}
          value={which}
          options={(['previous', 'present'] as const).map((value) => ({
            value,
            label: `${t(value)} ${bill.explain[value].on}`,
          }))}
          onChange={(value) => {
            setWhich(value);
            setTyped({});
            onAsk(null);
          }}
        />
      </Form.Item>
      <div style={{ display: 'flex', gap: 12, flexWrap: 'wrap', alignItems: 'end' }}>
        {registers.map((register) => (
          <Form.Item
            key={register}
            htmlFor={`correct-${register}`}
            label={t('correction.valueOf', {
              register: t(`registers.${register}`),
              value: formatMilli(reading[`${register}Milli`] ?? 0, decimals),
            })}
          >
            <Input
              id={`correct-${register}`}
              inputMode="decimal"
              autoComplete="off"
              className="figures"
              style={{ width: 170 }}
              styles={{ input: { textAlign: 'right' } }}
              status={parsed(textOf(register)) === null ? 'error' : ''}
              value={textOf(register)}
              onChange={(event) => {
                setTyped({ ...typed, [register]: event.target.value });
                onAsk(null);
              }}
              onFocus={(event) => event.target.select()}
            />
          </Form.Item>
        ))}
        <Form.Item>
          <Button htmlType="submit" disabled={isWrong}>
            {t('correction.preview')}
          </Button>
        </Form.Item>
      </div>
    </Form>
  );
}

function parsed(text: string): number | null {
  try {
    const value = parseMilli(text.trim());
    return text.trim() && value >= 0 ? value : null;
  } catch {
    return null;
  }
}
