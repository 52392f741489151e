import { Table, theme } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PAYMENT_METHODS } from '../../../main/modules/cashier/cashier.schema.ts';
import { itemTotals, type TakingsTotal, totalsBy } from '../../../main/reports/takings/totals.domain.ts';
import { formatYuan } from '../../../main/shared/money.ts';
import type { Outputs } from '../../app/api.ts';
import { Money } from '../../ui/Money.tsx';
import { useChargeName } from '../../ui/useChargeName.ts';

type Takings = Outputs['reports']['takings'];

/** The day in figures: net, cash in the drawer, credit, the chain head, and both tables. */
export function TakingsFigures({ takings }: { takings: Takings }) {
  const { t } = useTranslation('cashier');
  const chargeName = useChargeName();
  const itemName = (key: string) => {
    const [kind = '', service = ''] = key.split(' ');
    const charge = chargeName({ kind: kind === 'kept' ? 'usage' : kind, service });
    return kind === 'kept' ? t('takings.keptOf', { charge }) : charge;
  };
  const { drawer, chainHead } = takings;
  const [all] = totalsBy(takings.rows, () => 'all');
  const byMethod = totalsBy(takings.rows, (row) => row.method);
  const names = new Map(takings.rows.map((row) => [String(row.userId), row.cashierName]));
  const cash = {
    opening: formatYuan(drawer.openingFen),
    taken: formatYuan(drawer.takenFen),
    refunded: formatYuan(drawer.refundedFen),
  };
  return (
    <>
      <div style={{ display: 'grid', gridTemplateColumns: 'repeat(4, minmax(0, 1fr))', gap: 10, marginBottom: 12 }}>
        <Figure label={t('takings.net')} hint={t('takings.payments', { count: all?.payments ?? 0 })}>
          <Money fen={all?.netFen ?? 0} size={24} isStrong />
        </Figure>
        <Figure
          label={t('takings.cash')}
          hint={[
            t('takings.cashHint', cash),
            ...(drawer.depositTakenFen !== 0 || drawer.depositReturnedFen !== 0
              ? [
                  t('takings.cashHintDeposits', {
                    taken: formatYuan(drawer.depositTakenFen),
                    returned: formatYuan(drawer.depositReturnedFen),
                  }),
                ]
              : []),
            ...(drawer.otherFen === 0 ? [] : [t('takings.cashHintOther', { other: formatYuan(drawer.otherFen) })]),
          ].join(' ')}
        >
          <Money fen={drawer.closingFen} size={24} isStrong />
        </Figure>
        <Figure
          label={t('takings.creditFlow')}
          hint={t('takings.creditHint', {
            used: formatYuan(takings.creditUsedFen),
            kept: formatYuan(takings.creditKeptFen),
            refunded: formatYuan(takings.creditRefundedFen),
          })}
        >
          <Money fen={takings.creditKeptFen - takings.creditUsedFen - takings.creditRefundedFen} size={24} />
        </Figure>
        <Figure label={t('takings.chain')} hint={t('takings.chainHint')}>
          <code style={{ fontSize: 15, overflowWrap: 'anywhere' }} title={chainHead?.hash}>
            {chainHead ? `#${chainHead.entryId} ${chainHead.hash.slice(0, 16)}` : '—'}
          </code>
        </Figure>
      </div>
      {takings.rows.length > 0 && (
        <div style={{ display: 'grid', gridTemplateColumns: 'repeat(2, minmax(0, 1fr))', gap: 10 }}>
          <Totals
            title={t('takings.method')}
            rows={[...PAYMENT_METHODS, 'credit'].flatMap((method) =>
              byMethod
                .filter((total) => total.key === method)
                .map((total) => ({ ...total, name: t(`methods.${method}`) })),
            )}
          />
          <Totals
            title={t('takings.cashier')}
            rows={totalsBy(takings.rows, (row) => String(row.userId)).map((total) => ({
              ...total,
              name: names.get(total.key) ?? '',
            }))}
          />
          <Totals
            title={t('takings.item')}
            isOfItems
            rows={itemTotals(takings.items).map((total) => ({ ...total, name: itemName(total.key) }))}
          />
        </div>
      )}
    </>
  );
}

function Figure(props: { label: string; hint: string; children: ReactNode }) {
  const { token } = theme.useToken();
  return (
    <div
      style={{
        background: token.colorBgContainer,
        border: `1px solid ${token.colorBorderSecondary}`,
        borderRadius: 4,
        padding: '8px 12px',
      }}
    >
      <div style={{ color: token.colorTextSecondary }}>{props.label}</div>
      <div style={{ minHeight: 34 }}>{props.children}</div>
      <div style={{ fontSize: 12, color: token.colorTextSecondary }}>{props.hint}</div>
    </div>
  );
}

/** A refund is of credit, not of an item: a table of items has no column for it. */
function Totals(props: { title: string; rows: readonly (TakingsTotal & { name: string })[]; isOfItems?: boolean }) {
  const { t } = useTranslation('cashier');
  const [sum] = totalsBy(
    props.rows.map((row) => ({ ...row, userId: 0, cashierName: '', method: 'cash' })),
    () => 'sum',
  );
  const money = (title: string, key: 'takenFen' | 'reversedFen' | 'refundedFen' | 'netFen') => ({
    title,
    align: 'right' as const,
    render: (_: unknown, row: TakingsTotal) => <Money fen={row[key]} />,
  });
  return (
    <Table
      size="small"
      pagination={false}
      rowKey="key"
      dataSource={[...props.rows]}
      columns={[
        { title: props.title, dataIndex: 'name' },
        { title: t('takings.count'), dataIndex: 'payments', align: 'right', className: 'figures' },
        money(t('takings.taken'), 'takenFen'),
        { title: t('takings.reversals'), dataIndex: 'reversals', align: 'right', className: 'figures' },
        money(t('takings.reversed'), 'reversedFen'),
        ...(props.isOfItems ? [] : [money(t('takings.refunded'), 'refundedFen')]),
        money(t('takings.netAmount'), 'netFen'),
      ]}
      summary={() =>
        sum && (
          <Table.Summary.Row style={{ fontWeight: 600 }}>
            <Table.Summary.Cell index={0}>{t('takings.total')}</Table.Summary.Cell>
            <Table.Summary.Cell index={1} align="right">
              {sum.payments}
            </Table.Summary.Cell>
            <Table.Summary.Cell index={2} align="right">
              <Money fen={sum.takenFen} />
            </Table.Summary.Cell>
            <Table.Summary.Cell index={3} align="right">
              {sum.reversals}
            </Table.Summary.Cell>
            <Table.Summary.Cell index={4} align="right">
              <Money fen={sum.reversedFen} />
            </Table.Summary.Cell>
            {!props.isOfItems && (
              <Table.Summary.Cell index={5} align="right">
                <Money fen={sum.refundedFen} />
              </Table.Summary.Cell>
            )}
            <Table.Summary.Cell index={6} align="right">
              <Money fen={sum.netFen} />
            </Table.Summary.Cell>
          </Table.Summary.Row>
        )
      }
    />
  );
}
