import { useQuery } from '@tanstack/react-query';
import { Button, Tag, theme } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { localDateTime } from '../../../main/shared/dates.ts';
import { formatYuan } from '../../../main/shared/money.ts';
import { type Outputs, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Money } from '../../ui/Money.tsx';
import { useMay } from '../../ui/useMay.ts';
import { useToday } from '../../ui/useToday.ts';
import { LateFeeTable } from '../billing/LateFeeTable.tsx';
import { AdjustDialog } from './AdjustDialog.tsx';
import { UndoDialog } from './UndoDialog.tsx';
import { WaiveDialog } from './WaiveDialog.tsx';

type Bill = Pick<Outputs['billing']['bill'], 'billId' | 'billNo' | 'owedFen' | 'reversedAt'>;
type Charges = Outputs['charges']['ofBill'];
type Undone = Parameters<typeof UndoDialog>[0]['undone'];
type Open = 'waive' | 'discount' | 'write-off' | { readonly undone: Undone } | null;

/** What happened to a bill beside payments: its late fee with the arithmetic, discounts, write-offs, and what may be done. */
export function ChargesSection({ bill }: { bill: Bill }) {
  const { t } = useTranslation('charges');
  const mayAdjust = useMay('billing.adjust');
  const [open, setOpen] = useState<Open>(null);
  const query = useQuery(trpc.charges.ofBill.queryOptions({ billId: bill.billId }));
  if (query.error) return <ErrorNote error={query.error} onRetry={() => query.refetch()} />;
  if (!query.data) return null;
  const { data } = query;
  const dueFen = data.lateFee?.dueFen ?? 0;
  const isOpen = bill.reversedAt === null && bill.owedFen > 0;
  const close = () => setOpen(null);
  return (
    <>
      {data.lateFee && data.lateFee.accruedFen > 0 && <LateFee fee={data.lateFee} feeBills={data.feeBills} />}
      <History charges={data} onUndo={mayAdjust ? (undone) => setOpen({ undone }) : undefined} />
      {mayAdjust && (isOpen || dueFen > 0) && (
        <div style={{ display: 'flex', gap: 8, marginTop: 12, flexWrap: 'wrap' }}>
          {dueFen > 0 && <Button onClick={() => setOpen('waive')}>{t('waive')}</Button>}
          {isOpen && <Button onClick={() => setOpen('discount')}>{t('adjust.discount')}</Button>}
          {isOpen && (
            <Button danger onClick={() => setOpen('write-off')}>
              {t('adjust.write-off')}
            </Button>
          )}
        </div>
      )}
      {open === 'waive' && <WaiveDialog bill={bill} dueFen={dueFen} onClose={close} />}
      {(open === 'discount' || open === 'write-off') && <AdjustDialog bill={bill} kind={open} onClose={close} />}
      {open !== null && typeof open === 'object' && <UndoDialog undone={open.undone} onClose={close} />}
    </>
  );
}

function Heading({ children }: { children: ReactNode }) {
  return <h2 style={{ fontSize: 14, fontWeight: 600, margin: '12px 0 6px' }}>{children}</h2>;
}

function LateFee({ fee, feeBills }: { fee: NonNullable<Charges['lateFee']>; feeBills: Charges['feeBills'] }) {
  const { t } = useTranslation('charges');
  const standing = feeBills.filter((bill) => bill.reversedAt === null);
  return (
    <section>
      <Heading>
        {t('lateFeeAsOf', { day: fee.asOf, days: fee.days })} <Money fen={fee.dueFen} isDebt isStrong />
      </Heading>
      <LateFeeTable fee={fee} />
      {standing.length > 0 && (
        <div style={{ marginTop: 6 }}>
          {t('feeBills')}{' '}
          {standing.map((bill) => (
            <Link key={bill.billId} to={`/bills/${bill.billId}`} style={{ marginInlineEnd: 12 }}>
              {t('feeBill', { billNo: bill.billNo, amount: formatYuan(bill.amountFen) })}
            </Link>
          ))}
        </div>
      )}
    </section>
  );
}

function History({ charges, onUndo }: { charges: Charges; onUndo: ((undone: Undone) => void) | undefined }) {
  const { t } = useTranslation('charges');
  const { zone } = useToday();
  const { adjustments, waivers } = charges;
  if (adjustments.length + waivers.length === 0) return null;
  const day = (at: number) => localDateTime(at, zone).slice(0, 16);
  return (
    <section>
      <Heading>{t('history')}</Heading>
      <ul style={{ margin: 0, padding: 0, listStyle: 'none' }}>
        {adjustments.map((one) => (
          <Row
            key={one.adjustmentId}
            what={t(`kinds.${one.kind}`)}
            amountFen={one.amountFen}
            by={t('by-when', { name: one.userName, at: day(one.adjustedAt), reason: one.reason })}
            undone={
              one.reversedAt === null ? '' : t('reversedBy', { name: one.reversedBy, reason: one.reversalReason })
            }
            undoLabel={t('reverse')}
            onUndo={onUndo && (() => onUndo({ adjustment: one }))}
          />
        ))}
        {waivers.map((one) => (
          <Row
            key={one.waiverId}
            what={t('kinds.waiver')}
            amountFen={one.amountFen}
            by={t('by-when', { name: one.userName, at: day(one.waivedAt), reason: one.reason })}
            undone={one.revokedAt === null ? '' : t('reversedBy', { name: one.revokedBy, reason: one.revokeReason })}
            undoLabel={t('revoke')}
            onUndo={one.adjustmentId === null && onUndo ? () => onUndo({ waiver: one }) : undefined}
          />
        ))}
      </ul>
    </section>
  );
}

function Row(props: {
  what: string;
  amountFen: number;
  by: string;
  undone: string;
  undoLabel: string;
  onUndo: (() => void) | undefined;
}) {
  const { token } = theme.useToken();
  return (
    <li style={{ display: 'flex', gap: 8, alignItems: 'baseline', padding: '4px 0' }}>
      <span>{props.what}</span>
      <Money fen={props.amountFen} isStrong />
      <span style={{ flex: 1, minWidth: 0, color: token.colorTextSecondary }}>
        {props.by}
        {props.undone && <Tag style={{ marginInlineStart: 8 }}>{props.undone}</Tag>}
      </span>
      {!props.undone && props.onUndo && (
        <Button type="link" size="small" danger onClick={props.onUndo}>
          {props.undoLabel}
        </Button>
      )}
    </li>
  );
}
