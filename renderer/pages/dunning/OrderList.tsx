import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { localDateTime } from '../../../main/shared/dates.ts';
import type { AccountId, SuspensionOrderId } from '../../../main/shared/ids.ts';
import { type Outputs, trpc } from '../../app/api.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { useToday } from '../../ui/useToday.ts';
import { nameOf } from './name-of.ts';
import { OrderDrawer } from './OrderDrawer.tsx';
import { OrderStateTag } from './OrderStateTag.tsx';

type OrderRow = Outputs['suspension']['list'][number];

/** Orders to stop and restore supplies, newest first; of one account or of all. */
export function OrderList(props: { accountId?: AccountId; state: 'open' | 'closed' | 'all' }) {
  const { t } = useTranslation('dunning');
  const { zone } = useToday();
  const { accountId, state } = props;
  const orders = useQuery(trpc.suspension.list.queryOptions({ state, ...(accountId && { accountId }) }));
  const [open, setOpen] = useState<SuspensionOrderId>();
  const at = (time: number | null) => (time === null ? '—' : localDateTime(time, zone).slice(5, 16));
  return (
    <>
      <DataTable<OrderRow>
        query={orders}
        rowKey="orderId"
        onOpen={(row) => setOpen(row.orderId)}
        empty={accountId ? { title: t('noOrders') } : { title: t(`noOrdersOf.${state}`), hint: t('noOrdersHint') }}
        columns={[
          { title: t('orderNo'), width: 130, className: 'figures', dataIndex: 'orderNo' },
          { title: t('orderKind'), width: 70, render: (_, row) => t(`orderKinds.${row.kind}`) },
          ...(accountId
            ? []
            : [
                { title: t('door'), width: 100, className: 'figures', dataIndex: 'doorNo' as const },
                { title: t('customer'), dataIndex: 'customerName' as const },
                { title: t('meterNo'), width: 140, className: 'figures', dataIndex: 'meterNo' as const },
                { title: t('way'), width: 110, render: (_: unknown, row: OrderRow) => t(`ways.${row.way}`) },
              ]),
          { title: t('orderState'), render: (_, row) => <OrderStateTag order={row} /> },
          { title: t('proposer'), width: 90, render: (_, row) => nameOf(row.proposer, t('system')) },
          { title: t('confirmer'), width: 90, render: (_, row) => row.confirmer ?? '—' },
          {
            title: t('at'),
            width: 110,
            className: 'figures',
            render: (_, row) => at(row.settledAt ?? row.sentAt ?? row.proposedAt),
          },
          { title: t('dueAt'), width: 110, className: 'figures', render: (_, row) => at(row.dueAt) },
        ]}
      />
      {open !== undefined && <OrderDrawer orderId={open} onClose={() => setOpen(undefined)} />}
    </>
  );
}
