import { Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatYuan, sumFen } from '../../../main/shared/money.ts';
import { formatMilli } from '../../../main/shared/quantity.ts';

interface FaultFigures {
  readonly recordedMilli: number;
  readonly differenceMilli: number;
  readonly lines: readonly {
    readonly billNo: string;
    readonly month: string;
    readonly days: number;
    readonly ofDays: number;
    readonly recordedMilli: number;
    readonly differenceMilli: number;
    readonly beforeFen: number;
    readonly afterFen: number;
  }[];
}

/** Bill by bill: what a faulty meter recorded, what of it was wrong, and what the bill costs with it. */
export function FaultTable({ fault, unit }: { fault: FaultFigures; unit: string }) {
  const { t } = useTranslation(['meterwork', 'billing']);
  const inUnit = (what: string) => t('billing:inUnit', { what, unit });
  const figures = (text: string) => <span className="figures">{text}</span>;
  const quantity = (value: number) => figures(value === 0 ? '' : formatMilli(value));
  const { lines } = fault;
  const before = sumFen(lines.map((line) => line.beforeFen));
  const after = sumFen(lines.map((line) => line.afterFen));
  const total = [
    { key: 'recorded', text: formatMilli(fault.recordedMilli) },
    { key: 'difference', text: formatMilli(fault.differenceMilli) },
    { key: 'before', text: formatYuan(before) },
    { key: 'after', text: formatYuan(after) },
    { key: 'amount', text: formatYuan(after - before) },
  ];
  return (
    <Table
      size="small"
      pagination={false}
      rowKey="billNo"
      dataSource={lines}
      columns={[
        { title: t('month'), render: (_, line) => figures(line.month) },
        { title: t('fault.bill'), render: (_, line) => figures(line.billNo) },
        {
          title: t('fault.days'),
          align: 'right',
          render: (_, line) => figures(line.ofDays === 0 ? '' : `${line.days}/${line.ofDays}`),
        },
        {
          title: inUnit(t('fault.recorded')),
          align: 'right',
          render: (_, line) => quantity(line.recordedMilli),
        },
        {
          title: inUnit(t('fault.difference')),
          align: 'right',
          render: (_, line) => quantity(line.differenceMilli),
        },
        { title: t('fault.before'), align: 'right', render: (_, line) => figures(formatYuan(line.beforeFen)) },
        { title: t('fault.after'), align: 'right', render: (_, line) => figures(formatYuan(line.afterFen)) },
        {
          title: t('fault.amount'),
          align: 'right',
          render: (_, line) => figures(formatYuan(line.afterFen - line.beforeFen)),
        },
      ]}
      summary={() => (
        <Table.Summary.Row style={{ fontWeight: 600 }}>
          <Table.Summary.Cell index={0} colSpan={3}>
            {t('fault.total')}
          </Table.Summary.Cell>
          {total.map(({ key, text }, i) => (
            <Table.Summary.Cell key={key} index={i + 3} align="right">
              {figures(text)}
            </Table.Summary.Cell>
          ))}
        </Table.Summary.Row>
      )}
    />
  );
}
