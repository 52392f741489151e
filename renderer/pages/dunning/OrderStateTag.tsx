import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Outputs } from '../../app/api.ts';

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
      {order.errorCode && <small>{t(order.errorCode, { ns: 'errors', defaultValue: order.errorCode })}</small>}
    </>
  );
}
