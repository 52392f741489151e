import { useQuery } from '@tanstack/react-query';
import { Descriptions, Drawer, Skeleton, Timeline } from 'antd';
import { useTranslation } from 'react-i18next';
import { localDateTime } from '../../../main/shared/dates.ts';
import type { SuspensionOrderId } from '../../../main/shared/ids.ts';
import { trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Money } from '../../ui/Money.tsx';
import { PrintButton } from '../../ui/PrintPreview.tsx';
import { useToday } from '../../ui/useToday.ts';
import { nameOf } from './name-of.ts';
import { OrderActions } from './OrderActions.tsx';
import { endText, OrderStateTag } from './OrderStateTag.tsx';

/** One order: whose supply, why, what was done by whom, and the next step. */
export function OrderDrawer(props: { orderId: SuspensionOrderId; onClose: () => void }) {
  const { t } = useTranslation(['dunning', 'errors']);
  const { zone } = useToday();
  const file = useQuery(trpc.suspension.get.queryOptions({ orderId: props.orderId }));
  const order = file.data?.order;
  const at = (time: number) => localDateTime(time, zone).slice(0, 16);
  return (
    <Drawer
      open
      size={640}
      onClose={props.onClose}
      title={order ? t('oneOrder', { kind: t(`orderKinds.${order.kind}`), no: order.orderNo }) : t('place.orders')}
      extra={
        order?.way === 'field' &&
        order.state === 'sent' && (
          <PrintButton document={{ kind: 'suspension-work', id: order.orderId }} label={t('printWork')} />
        )
      }
    >
      {file.error && <ErrorNote error={file.error} onRetry={() => file.refetch()} />}
      {file.isPending && <Skeleton active />}
      {order && file.data && (
        <>
          <Descriptions
            size="small"
            bordered
            column={1}
            styles={{ label: { width: 120 } }}
            items={[
              { key: 'state', label: t('orderState'), children: <OrderStateTag order={order} /> },
              {
                key: 'who',
                label: t('customer'),
                children: `${order.doorNo} ${order.customerName} ${order.phone} · ${order.accountNo}`,
              },
              { key: 'meter', label: t('meterNo'), children: `${order.meterNo} · ${t(`ways.${order.way}`)}` },
              ...(order.kind === 'suspend'
                ? [{ key: 'owed', label: t('owedThen'), children: <Money fen={order.owedFen} /> }]
                : [{ key: 'why', label: t('reason'), children: t(`reasons.${order.reason}`, order.reason) }]),
              ...(order.dueAt === null
                ? []
                : [
                    {
                      key: 'due',
                      label: t('dueAt'),
                      children: (
                        <>
                          <span className="figures">{at(order.dueAt)}</span>
                          <br />
                          <small>{file.data.restoreSource}</small>
                        </>
                      ),
                    },
                  ]),
              ...(order.validUntil === null
                ? []
                : [{ key: 'valid', label: t('validUntil'), className: 'figures', children: at(order.validUntil) }]),
              ...(order.statusWord === null
                ? []
                : [
                    {
                      key: 'word',
                      label: t('statusWord'),
                      className: 'figures',
                      children: `${order.statusWord.toString(16).toUpperCase().padStart(4, '0')}H`,
                    },
                  ]),
            ]}
          />
          <OrderActions key={`${order.state} ${order.finalCallAt}`} file={file.data} />
          <h2 style={{ fontSize: 15 }}>{t('history')}</h2>
          <Timeline
            items={file.data.events.map((event) => ({
              key: event.eventId,
              content: (
                <>
                  <span className="figures">{localDateTime(event.at, zone)}</span> {t(`events.${event.kind}`)}{' '}
                  {nameOf(event.userName, t('system'))}
                  {event.note && <div>{t(`notes.${event.note}`, endText(t, event.note, order.meterAddress))}</div>}
                </>
              ),
            }))}
          />
        </>
      )}
    </Drawer>
  );
}
