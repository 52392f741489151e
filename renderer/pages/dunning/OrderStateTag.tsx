import { Tag } from 'antd';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Outputs } from '../../app/api.ts';

/** Why an order ended so: in one short sentence where it is a relay's answer, else as the refusal says it. */
export function endText(t: TFunction<['dunning', 'errors']>, code: string, address: string): string {
  const text = t(code, { ns: 'errors', address, word: '—', err: '—', defaultValue: code });
  return t(`ends.${code.replaceAll('.', '-')}`, text);
}

const COLOURS = {
  proposed: 'blue',
  confirmed: 'processing',
  sent: 'processing',
  done: 'green',
  failed: 'red',
  unknown: 'orange',
  cancelled: 'default',
  expired: 'default',
} as const;

/** The state in words, with why it ended so. */
export function OrderStateTag({ order }: { order: Outputs['suspension']['list'][number] }) {
  const { t } = useTranslation(['dunning', 'errors']);
  const state = order.state === 'done' ? t(`doneOf.${order.kind}`) : t(`orderStates.${order.state}`);
  return (
    <>
      <Tag color={COLOURS[order.state]}>{state}</Tag>
      {order.errorCode && <small>{endText(t, order.errorCode, order.meterAddress)}</small>}
    </>
  );
}
