import { useMutation } from '@tanstack/react-query';
import { Alert, App, Form, Input, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { typedFen } from '../../../main/modules/cashier/till.domain.ts';
import { percentOf } from '../../../main/modules/charges/adjustment.domain.ts';
import type { BillId } from '../../../main/shared/ids.ts';
import { formatYuan } from '../../../main/shared/money.ts';
import { queryClient, trpc } from '../../app/api.ts';
import { ReasonDialog } from '../../ui/ReasonDialog.tsx';

type Kind = 'discount' | 'write-off';
type By = 'amount' | 'percent';

/** A discount of an amount or a percentage, or what is open written off, with what stays owed before anybody says yes. */
export function AdjustDialog(props: {
  bill: { billId: BillId; billNo: string; owedFen: number };
  kind: Kind;
  onClose: () => void;
}) {
  const { t } = useTranslation('charges');
  const { message } = App.useApp();
  const { bill, kind, onClose } = props;
  const { owedFen } = bill;
  const [by, setBy] = useState<By>('amount');
  const [text, setText] = useState(kind === 'write-off' ? formatYuan(owedFen) : '');
  const amountFen = amountOf(by, text, owedFen);
  const isGood = amountFen !== null && amountFen > 0 && amountFen <= owedFen;
  const adjust = useMutation(
    trpc.charges.adjust.mutationOptions({
      onSuccess: () => {
        message.success(t(`done.${kind}`, { amount: formatYuan(amountFen ?? 0) }));
        queryClient.invalidateQueries();
        onClose();
      },
    }),
  );
  return (
    <ReasonDialog
      title={t(`adjustTitle.${kind}`, { billNo: bill.billNo })}
      what={t(`adjustWhat.${kind}`, { owed: formatYuan(owedFen) })}
      submit={t(`adjust.${kind}`)}
      hint={t('reasonHint')}
      isDanger={kind === 'write-off'}
      isReady={isGood}
      mutation={adjust}
      onSubmit={(asked) =>
        adjust.mutate({
          billId: bill.billId,
          kind,
          expectedOwedFen: owedFen,
          ...(by === 'percent' ? { percent: text.trim() } : { amountFen: amountFen as number }),
          ...asked,
        })
      }
      onClose={onClose}
    >
      <Form.Item label={t('adjustAmount')} htmlFor="adjust-amount">
        <span style={{ display: 'inline-flex', gap: 8 }}>
          {kind === 'discount' && (
            <Segmented<By>
              aria-label={t('by')}
              value={by}
              options={(['amount', 'percent'] as const).map((value) => ({ value, label: t(`bys.${value}`) }))}
              onChange={(value) => {
                setBy(value);
                setText('');
              }}
            />
          )}
          <Input
            id="adjust-amount"
            className="figures"
            inputMode="decimal"
            autoComplete="off"
            style={{ width: 160 }}
            status={isGood || text.trim() === '' ? '' : 'error'}
            suffix={by === 'percent' ? '%' : t('yuan')}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </span>
      </Form.Item>
      {isGood && (
        <Alert
          type="info"
          showIcon
          style={{ marginBottom: 12 }}
          title={t(amountFen === owedFen ? 'settles' : 'staysOwed', {
            amount: formatYuan(amountFen),
            left: formatYuan(owedFen - amountFen),
          })}
        />
      )}
    </ReasonDialog>
  );
}

function amountOf(by: By, text: string, owedFen: number): number | null {
  if (by === 'amount') return typedFen(text);
  return /^(100|\d{1,2}(\.\d{1,2})?)$/.test(text.trim()) ? percentOf(owedFen, text.trim()) : null;
}
