import { useQuery } from '@tanstack/react-query';
import { Button, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { localDateTime } from '../../../main/shared/dates.ts';
import type { CustomerId } from '../../../main/shared/ids.ts';
import { sumFen } from '../../../main/shared/money.ts';
import { type Outputs, trpc } from '../../app/api.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { Money } from '../../ui/Money.tsx';
import { PrintButton, PrintPreview } from '../../ui/PrintPreview.tsx';
import { useMay } from '../../ui/useMay.ts';
import { useToday } from '../../ui/useToday.ts';
import { ReturnDepositDialog } from './ReturnDepositDialog.tsx';
import { ReturnList } from './ReturnList.tsx';
import { ReverseDialog, type Reversible } from './ReverseDialog.tsx';
import { TakeDepositDialog } from './TakeDepositDialog.tsx';

type Deposit = Outputs['deposits']['ofCustomer'][number];
type Printed = { readonly kind: 'deposit' | 'deposit-return'; readonly id: number };

/** What is held for a customer, and what was given back of it. */
export function DepositsTab({ customerId }: { customerId: CustomerId }) {
  const { t } = useTranslation('deposits');
  const { zone } = useToday();
  const [mayTake, mayReturn, mayReverse] = [
    useMay('cashier.take'),
    useMay('cashier.return-deposit'),
    useMay('cashier.reverse'),
  ];
  const query = useQuery(trpc.deposits.ofCustomer.queryOptions({ customerId }));
  const [isTaking, setTaking] = useState(false);
  const [returning, setReturning] = useState<Deposit>();
  const [reversing, setReversing] = useState<Reversible>();
  const [printed, setPrinted] = useState<Printed>();
  const take = () => setTaking(true);
  return (
    <>
      <div style={{ display: 'flex', alignItems: 'center', gap: 12, marginBottom: 10 }}>
        <span>
          {t('heldNow')} <Money fen={query.data && sumFen(query.data.map((row) => row.heldFen))} size={18} isStrong />
        </span>
        <span style={{ flex: 1 }} />
        {mayTake && (
          <Button type="primary" onClick={take}>
            {t('take.button')}
          </Button>
        )}
      </div>
      <DataTable<Deposit>
        query={query}
        rowKey="depositId"
        empty={{
          title: t('none'),
          hint: t('noneHint'),
          ...(mayTake && { action: { label: t('take.button'), onClick: take } }),
        }}
        expandable={{
          rowExpandable: (row) => row.returns.length > 0,
          expandedRowRender: (row) => (
            <ReturnList returns={row.returns} {...(mayReverse && { onReverse: setReversing })} />
          ),
        }}
        columns={[
          {
            title: t('columns.at'),
            width: 140,
            className: 'figures',
            render: (_, row) => localDateTime(row.at, zone).slice(0, 16),
          },
          { title: t('columns.receiptNo'), dataIndex: 'receiptNo', width: 130, className: 'figures' },
          { title: t('columns.purpose'), width: 90, render: (_, row) => t(`purposes.${row.purpose}`) },
          { title: t('columns.account'), width: 110, className: 'figures', render: (_, row) => row.accountNo || '—' },
          { title: t('columns.method'), width: 80, render: (_, row) => t(`cashier:methods.${row.method}`) },
          {
            title: t('columns.amount'),
            align: 'right',
            width: 110,
            render: (_, row) => <Money fen={row.amountFen} />,
          },
          {
            title: t('columns.held'),
            align: 'right',
            width: 110,
            render: (_, row) => <Money fen={row.heldFen} isStrong={row.heldFen > 0} />,
          },
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
            width: 190,
            render: (_, row) => (
              <span style={{ whiteSpace: 'nowrap' }}>
                {mayReturn && row.heldFen > 0 && (
                  <Button type="link" size="small" onClick={() => setReturning(row)}>
                    {t('return.button')}
                  </Button>
                )}
                <PrintButton
                  document={{ kind: 'deposit', id: row.depositId }}
                  sizes={['A5', 'receipt-80']}
                  type="link"
                  size="small"
                  label={t(row.copies > 0 ? 'reprint' : 'print')}
                />
                {mayReverse && !row.reversal && row.heldFen === row.amountFen && (
                  <Button
                    type="link"
                    size="small"
                    danger
                    onClick={() =>
                      setReversing({ depositId: row.depositId, no: row.receiptNo, amountFen: row.amountFen })
                    }
                  >
                    {t('reverse.button')}
                  </Button>
                )}
              </span>
            ),
          },
        ]}
      />
      {isTaking && (
        <TakeDepositDialog
          customerId={customerId}
          onClose={() => setTaking(false)}
          onTaken={(id) => {
            setTaking(false);
            setPrinted({ kind: 'deposit', id });
          }}
        />
      )}
      {returning && (
        <ReturnDepositDialog
          deposit={returning}
          onClose={() => setReturning(undefined)}
          onGiven={(id) => {
            setReturning(undefined);
            setPrinted({ kind: 'deposit-return', id });
          }}
        />
      )}
      {reversing && <ReverseDialog reversible={reversing} onClose={() => setReversing(undefined)} />}
      {printed && (
        <PrintPreview
          document={printed}
          sizes={[printed.kind === 'deposit' ? 'A5' : 'A4', 'receipt-80']}
          onClose={() => setPrinted(undefined)}
        />
      )}
    </>
  );
}
