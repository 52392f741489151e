import { type TableColumnsType, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { localDateTime } from '../../../main/shared/dates.ts';
import type { Outputs } from '../../app/api.ts';
import { Money } from '../../ui/Money.tsx';
import { PrintButton } from '../../ui/PrintPreview.tsx';
import { useMay } from '../../ui/useMay.ts';
import { useToday } from '../../ui/useToday.ts';
import { ReverseButton } from './ReverseButton.tsx';

type TakingsReceipt = Outputs['reports']['takings']['receipts'][number];

/** Columns of a day's receipts, with reprint for everyone here and reversal for who may. */
export function useReceiptColumns(date: string): TableColumnsType<TakingsReceipt> {
  const { t } = useTranslation('cashier');
  const { zone } = useToday();
  const mayReverse = useMay('cashier.reverse');
  return [
    {
      title: t('takings.time'),
      width: 110,
      render: (_, row) =>
        row.businessDate === date ? (
          <span className="figures">{localDateTime(row.paidAt, zone).slice(11)}</span>
        ) : (
          t('takings.earlier', { date: row.businessDate })
        ),
    },
    { title: t('takings.receiptNo'), dataIndex: 'receiptNo', width: 130, className: 'figures' },
    { title: t('takings.customer'), dataIndex: 'customerName' },
    { title: t('takings.doors'), dataIndex: 'doors' },
    { title: t('takings.method'), width: 90, render: (_, row) => t(`methods.${row.method}`) },
    {
      title: t('takings.amount'),
      align: 'right',
      width: 120,
      render: (_, row) => <Money fen={row.paidFen || row.creditUsedFen} />,
    },
    { title: t('takings.cashier'), dataIndex: 'cashierName', width: 110 },
    { title: t('takings.copies'), dataIndex: 'copies', align: 'right', width: 60, className: 'figures' },
    {
      title: t('takings.state'),
      width: '25%',
      render: (_, row) =>
        row.reversedOn && (
          <>
            <Tag color="error">{t('takings.isReversed')}</Tag>{' '}
            {t('takings.reversedOn', { date: row.reversedOn, reason: row.reversalReason })}
          </>
        ),
    },
    {
      title: '',
      align: 'right',
      width: 130,
      render: (_, row) => (
        <span style={{ whiteSpace: 'nowrap' }}>
          <PrintButton
            document={{ kind: 'receipt', id: row.paymentId }}
            sizes={['A5', 'receipt-80']}
            type="link"
            size="small"
            label={t(row.copies > 0 ? 'takings.reprint' : 'takings.print')}
          />
          {mayReverse && !row.reversedOn && <ReverseButton receipt={row} />}
        </span>
      ),
    },
  ];
}
