import { Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMilli } from '../../../main/shared/quantity.ts';
import type { Outputs } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import {
  parseRegister,
  type RegisterKey,
  type RegisterValues,
  type RoundRow,
  type TypedReading,
  useRecordReading,
} from './useRecordReading.ts';

type Register = 'total' | 'sharp' | 'peak' | 'flat' | 'valley' | 'demand' | 'reactive';
const keyOf = (register: Register): RegisterKey => `${register}Milli`;

function registersOf(row: RoundRow): Register[] {
  return [
    'total',
    ...(row.hasTou ? (['sharp', 'peak', 'flat', 'valley'] as const) : []),
    ...(row.hasDemand ? (['demand'] as const) : []),
    ...(row.hasReactive ? (['reactive'] as const) : []),
  ];
}

/** All registers of a meter that has more than one, in the order they stand on its display. */
export function TouEntry(props: {
  row: RoundRow;
  readOn: string;
  onAsk: (typed: TypedReading) => void;
  onSaved: (result: Outputs['readings']['record']) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation('readings');
  const { row } = props;
  const registers = registersOf(row);
  const [texts, setTexts] = useState<Partial<Record<Register, string>>>(() => {
    const { present } = row;
    const entries = registers.map((register) => [register, present?.[keyOf(register)] ?? null] as const);
    return Object.fromEntries(
      entries.map(([register, value]) => [register, value === null ? '' : formatMilli(value, row.decimals)]),
    );
  });
  const recording = useRecordReading({
    onAsk: (typed) => {
      props.onClose();
      props.onAsk(typed);
    },
    onSaved: (result) => {
      props.onClose();
      props.onSaved(result);
    },
  });
  const isWrong = (register: Register) =>
    Boolean(texts[register]?.trim()) && parseRegister(texts[register] ?? '') === null;
  const totalMilli = parseRegister(texts.total ?? '');
  const isReady = totalMilli !== null && !registers.some(isWrong);

  function save(): void {
    if (totalMilli === null || !isReady || recording.isPending) return;
    const values: RegisterValues = { totalMilli };
    for (const register of registers) {
      const milli = parseRegister(texts[register] ?? '');
      if (milli !== null) values[keyOf(register)] = milli;
    }
    recording.record({ row, readOn: props.readOn, values });
  }

  return (
    <Modal
      open
      width={360}
      title={t('touFor', { door: row.doorNo })}
      okText={t('save')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: !isReady }}
      confirmLoading={recording.isPending}
      onOk={save}
      onCancel={props.onClose}
    >
      <Form layout="horizontal" labelCol={{ span: 8 }}>
        {registers.map((register, i) => (
          <Form.Item
            key={register}
            label={t(register)}
            style={{ marginBottom: 8 }}
            validateStatus={isWrong(register) ? 'error' : ''}
            help={isWrong(register) ? t('notNumber') : undefined}
          >
            <Input
              autoFocus={i === 0}
              aria-label={t(register)}
              inputMode="decimal"
              autoComplete="off"
              className="figures"
              value={texts[register] ?? ''}
              onChange={(event) => setTexts((before) => ({ ...before, [register]: event.target.value }))}
              onPressEnter={save}
              styles={{ input: { textAlign: 'right' } }}
            />
          </Form.Item>
        ))}
      </Form>
      {recording.error && <ErrorNote error={recording.error} />}
    </Modal>
  );
}
