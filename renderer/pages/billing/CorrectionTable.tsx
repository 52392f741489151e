import { Table, theme } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatYuan } from '../../../main/shared/money.ts';
import { formatMilli } from '../../../main/shared/quantity.ts';
import type { Outputs } from '../../app/api.ts';
import { Money } from '../../ui/Money.tsx';
import { unitText } from './BillTables.tsx';

type Preview = Outputs['billing']['previewCorrection'];

type Row = Preview['bills'][number] | Preview['lateFees'][number];

const signed = (fen: number) => (fen > 0 ? `+${formatYuan(fen)}` : formatYuan(fen));

/** Every bill the correction changes, before and after, then the late fees that come back with them. */
export function CorrectionTable({
  preview,
  unit,
}: {
  preview: Pick<Preview, 'bills' | 'lateFees' | 'differenceFen'>;
  unit: string;
}) {
  const { t } = useTranslation('billing');
  const quantity = (milli: number) => <span className="figures">{formatMilli(milli)}</span>;
  /** A late fee has no meter and no use: what it is for takes their place. */
  const ofBillOnly = (b: Row) => ('month' in b ? {} : { colSpan: 0 });
  const inUnit = (what: string) => t('inUnit', { what, unit: unitText(unit) });
  return (
    <Table<Row>
      size="small"
      pagination={false}
      rowKey="billId"
      dataSource={[...preview.bills, ...preview.lateFees]}
      columns={[
        { title: t('billNo'), dataIndex: 'billNo', className: 'figures' },
        {
          title: t('month'),
          className: 'figures',
          onCell: (b) => ('month' in b ? {} : { colSpan: 4 }),
          render: (_, b) => ('month' in b ? b.month : t('correction.lateFeeOf', { billNo: b.ofBillNo })),
        },
        { title: t('meter'), className: 'figures', onCell: ofBillOnly, render: (_, b) => 'meterNo' in b && b.meterNo },
        {
          title: inUnit(t('correction.quantityBefore')),
          align: 'right',
          onCell: ofBillOnly,
          render: (_, b) => 'quantityBeforeMilli' in b && quantity(b.quantityBeforeMilli),
        },
        {
          title: inUnit(t('correction.quantityAfter')),
          align: 'right',
          onCell: ofBillOnly,
          render: (_, b) => 'quantityAfterMilli' in b && quantity(b.quantityAfterMilli),
        },
        { title: t('correction.amountBefore'), align: 'right', render: (_, b) => <Money fen={b.amountBeforeFen} /> },
        { title: t('correction.amountAfter'), align: 'right', render: (_, b) => <Money fen={b.amountAfterFen} /> },
        {
          title: t('correction.difference'),
          align: 'right',
          render: (_, b) => <span className="figures">{signed(b.differenceFen)}</span>,
        },
        { title: t('paid'), align: 'right', render: (_, b) => <Money fen={b.paidFen} /> },
        {
          title: t('correction.owedAfter'),
          align: 'right',
          render: (_, b) => <Money fen={b.owedAfterFen} isDebt />,
        },
      ]}
      summary={() => (
        <Table.Summary.Row>
          <Table.Summary.Cell index={0} colSpan={7}>
            {t('total')}
          </Table.Summary.Cell>
          <Table.Summary.Cell index={7} align="right">
            <strong className="figures" data-testid="correction-difference">
              {signed(preview.differenceFen)}
            </strong>
          </Table.Summary.Cell>
          <Table.Summary.Cell index={8} colSpan={2} />
        </Table.Summary.Row>
      )}
    />
  );
}

/** What the difference means for the one who pays. */
export function CorrectionOutcome({ preview }: { preview: Preview }) {
  const { t } = useTranslation('billing');
  const { token } = theme.useToken();
  const { bills, lateFees, creditFen, owedChangeFen } = preview;
  const feeFen = lateFees.reduce((sum, fee) => sum - fee.differenceFen, 0);
  const sentences = [
    feeFen > 0 ? t('correction.lateFeeBack', { amount: formatYuan(feeFen) }) : '',
    creditFen > 0 ? t('correction.toCredit', { amount: formatYuan(creditFen) }) : '',
    owedChangeFen > 0 ? t('correction.moreOwed', { amount: formatYuan(owedChangeFen) }) : '',
    owedChangeFen < 0 ? t('correction.lessOwed', { amount: formatYuan(-owedChangeFen) }) : '',
    creditFen === 0 && owedChangeFen === 0 ? t('correction.nothingOwed') : '',
    t('correction.reissue', { bills: bills.length + lateFees.filter((fee) => fee.amountAfterFen > 0).length }),
  ];
  return (
    <ul style={{ margin: '8px 0 12px', paddingInlineStart: 18, color: token.colorTextSecondary }}>
      {sentences.filter(Boolean).map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}
