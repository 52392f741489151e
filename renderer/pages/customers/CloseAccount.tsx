import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Form, Input, Modal, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountId } from '../../../main/shared/ids.ts';
import { formatYuan } from '../../../main/shared/money.ts';
import { newRequestId, trpc } from '../../app/api.ts';
import { DayInput } from '../../ui/DayInput.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useToday } from '../../ui/useToday.ts';

/** Closing says what is still owed and what comes off, and asks for the account's number. */
export function CloseAccount(props: { accountId: AccountId; onClose: () => void }) {
  const { t } = useTranslation('customers');
  const { today } = useToday();
  const [form] = Form.useForm<{ closedOn: string; typed: string }>();
  const [requestId] = useState(newRequestId);
  const query = useQuery(trpc.accounts.get.queryOptions({ accountId: props.accountId }, { staleTime: 0 }));
  const close = useMutation(
    trpc.accounts.close.mutationOptions({ onSuccess: props.onClose, onError: () => query.refetch() }),
  );
  const account = query.data;
  const debtFen = Math.max(0, account?.openAmountFen ?? 0);
  return (
    <Modal
      open
      title={t('close.title', { accountNo: account?.accountNo ?? '' })}
      okText={t('close.save')}
      cancelText={t('form.cancel')}
      okButtonProps={{ danger: true, loading: close.isPending, disabled: !account }}
      onOk={() => form.submit()}
      onCancel={props.onClose}
    >
      {close.error && <ErrorNote error={close.error} />}
      {query.error && <ErrorNote error={query.error} onRetry={() => query.refetch()} />}
      {query.isPending && <Skeleton active />}
      {account && (
        <>
          <p>
            {t('close.what', {
              name: account.customerName,
              door: account.doorNo,
              service: t(`service.${account.service}`),
            })}
          </p>
          {debtFen > 0 && <Alert type="warning" showIcon title={t('close.debt', { amount: formatYuan(debtFen) })} />}
          {account.openAmountFen < 0 && (
            <Alert type="info" showIcon title={t('close.credit', { amount: formatYuan(-account.openAmountFen) })} />
          )}
          <p>{account.meterNos ? t('close.meters', { meterNos: account.meterNos }) : t('close.noMeters')}</p>
          <Form
            form={form}
            labelCol={{ flex: '92px' }}
            requiredMark={false}
            initialValues={{ closedOn: today, typed: '' }}
            onFinish={({ closedOn }) =>
              close.mutate({
                accountId: props.accountId,
                version: account.version,
                closedOn,
                acceptedDebtFen: debtFen,
                requestId: requestId as never,
              })
            }
          >
            <Form.Item
              name="closedOn"
              label={t('close.date')}
              rules={[{ required: true, message: t('form.dateNeeded') }]}
            >
              <DayInput min={account.openedOn} />
            </Form.Item>
            <Form.Item
              name="typed"
              label={t('accountNo')}
              rules={[
                {
                  validator: (_, text: string) =>
                    text?.trim() === account.accountNo
                      ? Promise.resolve()
                      : Promise.reject(t('close.typeNumber', { accountNo: account.accountNo })),
                },
              ]}
            >
              <Input autoComplete="off" autoFocus className="figures" />
            </Form.Item>
          </Form>
        </>
      )}
    </Modal>
  );
}
