import { Table, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatScaled } from '../../../main/shared/money.ts';
import { formatMilli } from '../../../main/shared/quantity.ts';
import type { Outputs } from '../../app/api.ts';
import { Money } from '../../ui/Money.tsx';
import type { Proof } from './ShareFigures.tsx';
import { UNITS } from './units.ts';

type Line = Proof['lines'][number];
type Bill = NonNullable<Outputs['sharing']['month']['issued']>['bills'][number];

/** Every member's weight and share, and their sum below. */
export function ShareTable({ proof, bills }: { proof: Proof; bills: readonly Bill[] }) {
  const { t } = useTranslation('sharing');
  const { lines, method, subMilli } = proof;
  const weights = lines.reduce((sum, line) => sum + BigInt(line.weightE6), 0n);
  const shared = proof.amountFen === null ? null : lines.reduce((sum, line) => sum + line.shareFen, 0);
  const billOf = new Map(bills.map((bill) => [bill.accountId as number, bill]));
  const end = (text: string) => <span className="figures">{text}</span>;
  return (
    <Table<Line>
      size="small"
      sticky
      rowKey="accountId"
      dataSource={lines}
      pagination={lines.length > 50 ? { pageSize: 50, showSizeChanger: false, size: 'small' } : false}
      columns={[
        { title: t('door'), dataIndex: 'doorNo', width: 120 },
        { title: t('customer'), dataIndex: 'customerName' },
        { title: t('accountNo'), width: 130, render: (_, line) => end(line.accountNo) },
        ...(subMilli === null
          ? []
          : [
              {
                title: t('inUnit', { what: t('usage'), unit: UNITS[proof.service] }),
                width: 130,
                align: 'right' as const,
                render: (_: unknown, line: Line) => end(line.usageMilli === null ? '—' : formatMilli(line.usageMilli)),
              },
            ]),
        {
          title: t(`weights.${method}`),
          width: 140,
          align: 'right',
          render: (_, line) => end(formatScaled(line.weightE6, 6)),
        },
        {
          title: t('noteOf'),
          width: 240,
          render: (_, line) => (
            <>
              {line.isVacant && <Tag>{t('vacantPays', { percent: formatScaled(line.vacantPermille, 1) })}</Tag>}
              {line.hasLeft && <Tag>{t('left')}</Tag>}
              {line.hasExtraFen && <Tag color="processing">{t('extraFen')}</Tag>}
            </>
          ),
        },
        {
          title: t('share'),
          width: 130,
          align: 'right',
          render: (_, line) => <Money fen={proof.amountFen === null ? null : line.shareFen} />,
        },
        ...(bills.length === 0
          ? []
          : [
              {
                title: t('billNo'),
                width: 160,
                render: (_: unknown, line: Line) => <BillLink bill={billOf.get(line.accountId)} />,
              },
            ]),
      ]}
      summary={() => (
        <Table.Summary fixed>
          <Table.Summary.Row>
            <Table.Summary.Cell index={0} colSpan={3}>
              {t('total')}
            </Table.Summary.Cell>
            {subMilli !== null && (
              <Table.Summary.Cell index={1} align="right">
                {end(formatMilli(subMilli))}
              </Table.Summary.Cell>
            )}
            <Table.Summary.Cell index={2} align="right">
              {end(formatScaled(weights, 6))}
            </Table.Summary.Cell>
            <Table.Summary.Cell index={3} />
            <Table.Summary.Cell index={4} align="right">
              <Money fen={shared} isStrong />
            </Table.Summary.Cell>
            {bills.length > 0 && <Table.Summary.Cell index={5} />}
          </Table.Summary.Row>
        </Table.Summary>
      )}
    />
  );
}

/** A share of nothing has no bill. */
function BillLink({ bill }: { bill: Bill | undefined }) {
  const { t } = useTranslation('sharing');
  if (!bill) return <span>—</span>;
  return (
    <>
      <Link className="figures" to={`/bills/${bill.billId}`}>
        {bill.billNo}
      </Link>{' '}
      {bill.paidFen >= bill.amountFen && <Tag color="success">{t('paid')}</Tag>}
    </>
  );
}
