import { Table, theme } from 'antd';
import { useTranslation } from 'react-i18next';
import type { LateFeeReason } from '../../../main/modules/billing/charge.schema.ts';
import { formatScaled, formatYuan, parseScaled } from '../../../main/shared/money.ts';

type Fee = Pick<LateFeeReason, 'bound' | 'principalFen' | 'rule' | 'accruedFen' | 'chargedFen' | 'waivedFen'> & {
  readonly parts: readonly LateFeeReason['parts'][number][];
};

/** The days of a late fee: what was owed, for how long, at which rate, and what is taken off. */
export function LateFeeTable({ fee }: { fee: Fee }) {
  const { t } = useTranslation('billing');
  const { token } = theme.useToken();
  const figures = (text: string) => <span className="figures">{text}</span>;
  const yuan = (value: number) => formatYuan(value);
  const notes = [
    fee.bound === 'cap' ? t('lateFee.cap', { amount: yuan(fee.principalFen) }) : '',
    fee.bound === 'floor' ? t('lateFee.floor', { amount: fee.rule.floor }) : '',
    fee.chargedFen > 0 || fee.waivedFen > 0
      ? t('lateFee.less', { accrued: yuan(fee.accruedFen), charged: yuan(fee.chargedFen), waived: yuan(fee.waivedFen) })
      : '',
    fee.chargedFen > fee.accruedFen ? t('lateFee.over', { amount: yuan(fee.chargedFen - fee.accruedFen) }) : '',
    t('lateFee.policy'),
  ];
  return (
    <>
      <Table
        size="small"
        pagination={false}
        rowKey="from"
        dataSource={fee.parts}
        columns={[
          { title: t('lateFee.days'), render: (_, part) => figures(`${part.from} – ${part.to}`) },
          { title: t('lateFee.owed'), align: 'right', render: (_, part) => figures(yuan(part.owedFen)) },
          { title: t('lateFee.count'), align: 'right', render: (_, part) => figures(String(part.days)) },
          {
            title: t('lateFee.perDay'),
            align: 'right',
            render: (_, part) => figures(`${formatScaled(parseScaled(part.perDay, 8), 5)}‰`),
          },
          { title: t('lateFee.amount'), align: 'right', render: (_, part) => figures(part.exactYuan) },
        ]}
      />
      <ul style={{ margin: '8px 0 0', paddingInlineStart: 18, color: token.colorTextSecondary }}>
        {notes.filter(Boolean).map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </>
  );
}
