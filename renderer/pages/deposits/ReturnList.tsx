import { Button, Table, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { localDateTime } from '../../../main/shared/dates.ts';
import type { Outputs } from '../../app/api.ts';
import { Money } from '../../ui/Money.tsx';
import { PrintButton } from '../../ui/PrintPreview.tsx';
import { useToday } from '../../ui/useToday.ts';
import type { Reversible } from './ReverseDialog.tsx';

type Return = Outputs['deposits']['ofCustomer'][number]['returns'][number];

/** What was given back of one deposit, first to last. */
export function ReturnList(props: { returns: readonly Return[]; onReverse?: (reversible: Reversible) => void }) {
  const { t } = useTranslation('deposits');
  const { zone } = useToday();
  const { onReverse } = props;
  return (
    <Table<Return>
      size="small"
      pagination={false}
      rowKey="returnId"
      dataSource={props.returns}
      columns={[
        {
          title: t('columns.returnedAt'),
          className: 'figures',
          width: 140,
          render: (_, row) => localDateTime(row.at, zone).slice(0, 16),
        },
        { title: t('columns.returnNo'), dataIndex: 'returnNo', width: 140, className: 'figures' },
        { title: t('columns.method'), width: 80, render: (_, row) => t(`cashier:methods.${row.method}`) },
        { title: t('columns.payee'), dataIndex: 'payee', width: 110 },
        { title: t('columns.returned'), align: 'right', width: 110, render: (_, row) => <Money fen={row.amountFen} /> },
        {
          title: t('columns.note'),
          ellipsis: true,
          render: (_, row) =>
            row.reversal ? (
              <>
                <Tag color="error">{t('reversed')}</Tag> {row.reversal.reason}
              </>
            ) : (
              row.note
            ),
        },
        {
          key: 'actions',
          align: 'right',
          width: 130,
          render: (_, row) => (
            <span style={{ whiteSpace: 'nowrap' }}>
              <PrintButton
                document={{ kind: 'deposit-return', id: row.returnId }}
                sizes={['A4', 'receipt-80']}
                type="link"
                size="small"
                label={t(row.copies > 0 ? 'reprint' : 'print')}
              />
              {onReverse && !row.reversal && (
                <Button
                  type="link"
                  size="small"
                  danger
                  onClick={() => onReverse({ returnId: row.returnId, no: row.returnNo, amountFen: row.amountFen })}
                >
                  {t('reverse.button')}
                </Button>
              )}
            </span>
          ),
        },
      ]}
    />
  );
}
