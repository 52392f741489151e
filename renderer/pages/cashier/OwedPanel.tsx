import { Checkbox, Skeleton, Tag, Tooltip, theme } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { owedOn } from '../../../main/modules/cashier/cashier.domain.ts';
import { formatYuan } from '../../../main/shared/money.ts';
import { EmptyNote } from '../../ui/DataTable.tsx';
import { Money } from '../../ui/Money.tsx';
import { useChargeName } from '../../ui/useChargeName.ts';
import { useCell, useHeadCell } from './cells.ts';
import { LateFeeLine } from './LateFeeLine.tsx';
import { SettledLines } from './SettledLines.tsx';
import type { Till, TillCustomer } from './useTill.ts';

/** What is owed: every open bill of the customer, oldest first, ticked unless somebody unticks it. */
export function OwedPanel({ till }: { till: Till }) {
  const { t } = useTranslation('cashier');
  const { customer, figures, draft, change } = till;
  if (till.receipt) return <SettledLines receipt={till.receipt} />;
  if (till.customerId === undefined) return <EmptyNote title={t('start')} hint={t('startHint')} />;
  if (!customer || !figures) return <Skeleton active style={{ padding: 12 }} paragraph={{ rows: 8 }} />;
  if (customer.bills.length === 0) return <EmptyNote title={t('nothingOwed')} hint={t('nothingOwedHint')} />;

  const ticked = new Set(figures.tickedIds);
  const tick = (billId: number, isOn: boolean) =>
    change({ untickedIds: isOn ? draft.untickedIds.filter((id) => id !== billId) : [...draft.untickedIds, billId] });
  const tickAll = (isOn: boolean) => change({ untickedIds: isOn ? [] : customer.bills.map((bill) => bill.billId) });
  return (
    <>
      <div style={{ flex: 1, minHeight: 0, overflowY: 'auto' }}>
        <table style={{ width: '100%', borderCollapse: 'collapse' }}>
          <caption className="visually-hidden">{t('owed')}</caption>
          <Head isAll={ticked.size === customer.bills.length} isSome={ticked.size > 0} onAll={tickAll} />
          <tbody>
            {customer.bills.map((bill) => (
              <BillRow
                key={bill.billId}
                bill={bill}
                today={customer.today}
                isTicked={ticked.has(bill.billId)}
                isOff={draft.isPrepay}
                shareFen={figures.shares.find((share) => share.billId === bill.billId)?.amountFen ?? 0}
                onTick={(isOn) => tick(bill.billId, isOn)}
              />
            ))}
          </tbody>
        </table>
      </div>
      <Foot count={ticked.size} fen={figures.owedFen} />
    </>
  );
}

function Head(props: { isAll: boolean; isSome: boolean; onAll: (isOn: boolean) => void }) {
  const { t } = useTranslation('cashier');
  const cell = useHeadCell();
  return (
    <thead>
      <tr>
        <th style={{ ...cell, width: 32 }}>
          <Checkbox
            aria-label={t('selectAll')}
            checked={props.isAll}
            indeterminate={props.isSome && !props.isAll}
            onChange={(event) => props.onAll(event.target.checked)}
          />
        </th>
        <th style={cell}>{t('month')}</th>
        <th style={cell}>{t('item')}</th>
        <th style={cell}>{t('door')}</th>
        <th style={cell}>{t('due')}</th>
        <th style={{ ...cell, textAlign: 'right' }}>{t('amount')}</th>
        <th style={{ ...cell, textAlign: 'right' }}>{t('share')}</th>
      </tr>
    </thead>
  );
}

function BillRow(props: {
  bill: TillCustomer['bills'][number];
  today: string;
  isTicked: boolean;
  /** Money is paid in advance: no bill can be ticked. */
  isOff: boolean;
  /** What the bill gets of the payment in the making. */
  shareFen: number;
  onTick: (isOn: boolean) => void;
}) {
  const { t } = useTranslation('cashier');
  const { token } = theme.useToken();
  const cell = useCell();
  const chargeName = useChargeName();
  const { bill, isTicked } = props;
  const isOverdue = bill.dueOn < props.today;
  const why = t('whyBill', { billNo: bill.billNo });
  return (
    <tr style={{ opacity: isTicked ? 1 : 0.6 }}>
      <td style={cell}>
        <Checkbox
          aria-label={t('selectBill', { billNo: bill.billNo })}
          checked={isTicked}
          disabled={props.isOff}
          onChange={(event) => props.onTick(event.target.checked)}
        />
      </td>
      <td style={cell} className="figures">
        {bill.month}
      </td>
      <td style={cell}>
        <Link to={`/bills/${bill.billId}`} title={why} aria-label={`${chargeName(bill)} ${why}`}>
          {chargeName(bill)}
        </Link>
      </td>
      <td style={cell}>
        <div>{bill.doorNo}</div>
        <div className="figures" style={{ fontSize: 12, color: token.colorTextSecondary }}>
          {bill.accountNo}
        </div>
      </td>
      <td style={cell} className="figures">
        {bill.dueOn}
        {isOverdue && (
          <Tag color="error" style={{ marginInlineStart: 6 }}>
            {t('overdue')}
          </Tag>
        )}
      </td>
      <td style={{ ...cell, textAlign: 'right', fontSize: 15 }}>
        <Tooltip title={bill.leftFen < bill.amountFen ? t('partly', { amount: formatYuan(bill.amountFen) }) : ''}>
          <span>
            <Money fen={bill.leftFen} isDebt={isOverdue} />
            {bill.lateFee && <LateFeeLine bill={bill} fee={bill.lateFee} />}
            {bill.leftFen < bill.amountFen && (
              <div className="figures" style={{ fontSize: 12, color: token.colorTextSecondary }}>
                / {formatYuan(bill.amountFen)}
              </div>
            )}
          </span>
        </Tooltip>
      </td>
      <td style={{ ...cell, textAlign: 'right', fontSize: 15 }}>
        {props.shareFen > 0 ? <Money fen={props.shareFen} /> : <span className="figures">—</span>}
        {props.shareFen > 0 && props.shareFen < owedOn(bill) && (
          <div className="figures" style={{ fontSize: 12, color: token.colorTextSecondary }}>
            {t('shareLeft', { amount: formatYuan(owedOn(bill) - props.shareFen) })}
          </div>
        )}
      </td>
    </tr>
  );
}

function Foot(props: { count: number; fen: number }) {
  const { t } = useTranslation('cashier');
  const { token } = theme.useToken();
  return (
    <div
      style={{
        display: 'flex',
        justifyContent: 'space-between',
        alignItems: 'baseline',
        padding: '8px 10px',
        borderTop: `1px solid ${token.colorBorder}`,
      }}
    >
      <span style={{ color: token.colorTextSecondary }}>{t('selected', { count: props.count })}</span>
      <Money fen={props.fen} size={18} isStrong />
    </div>
  );
}
