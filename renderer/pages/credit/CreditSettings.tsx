import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Card, Form, Skeleton, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { type Outputs, queryClient, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useMay } from '../../ui/useMay.ts';
import { YuanInput } from './YuanInput.tsx';

type Policy = Outputs['credit']['policy'];

/** What holds for credit everywhere in the station; changed by an administrator. */
export function CreditSettings() {
  const { t } = useTranslation('credit');
  const policy = useQuery(trpc.credit.policy.queryOptions());
  return (
    <Card size="small" title={t('policy.title')}>
      {policy.error && <ErrorNote error={policy.error} onRetry={() => policy.refetch()} />}
      {policy.isPending && <Skeleton active />}
      {policy.data && <PolicyForm key={policy.data.version} policy={policy.data} />}
    </Card>
  );
}

function PolicyForm({ policy }: { policy: Policy }) {
  const { t } = useTranslation('credit');
  const { message } = App.useApp();
  const mayChange = useMay('station.settings');
  const save = useMutation(
    trpc.credit.savePolicy.mutationOptions({
      onSuccess: () => {
        message.success(t('policy.saved'));
        queryClient.invalidateQueries();
      },
    }),
  );
  return (
    <Form<Omit<Policy, 'version'>>
      name="credit-policy"
      layout="vertical"
      requiredMark={false}
      disabled={!mayChange}
      initialValues={policy}
      onFinish={(values) => save.mutate({ ...values, version: policy.version })}
    >
      <Form.Item name="isAutoPay" label={t('policy.autoPay')} extra={t('policy.autoPayHint')} valuePropName="checked">
        <Switch checkedChildren={t('on')} unCheckedChildren={t('off')} />
      </Form.Item>
      <Form.Item
        name="lowBalanceFen"
        label={t('policy.lowBalance')}
        extra={t('policy.lowBalanceHint')}
        rules={[{ required: true, message: t('amountNeeded') }]}
      >
        <YuanInput />
      </Form.Item>
      <Form.Item
        name="cashierRefundFen"
        label={t('policy.cashierRefund')}
        extra={t('policy.cashierRefundHint')}
        rules={[{ required: true, message: t('amountNeeded') }]}
      >
        <YuanInput />
      </Form.Item>
      {save.error && (
        <Form.Item>
          <ErrorNote error={save.error} />
        </Form.Item>
      )}
      {mayChange && (
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('policy.save')}
        </Button>
      )}
    </Form>
  );
}
