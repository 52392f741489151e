import { useMutation } from '@tanstack/react-query';
import { App, Form, Modal, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatYuan } from '../../../main/shared/money.ts';
import { type Outputs, queryClient, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { YuanInput } from './YuanInput.tsx';

interface RuleForm {
  readonly autoPay: 'station' | 'on' | 'off';
  readonly lowBalanceFen: number | null;
}

/** What one account says about its credit, beside what the station says. */
export function AccountRuleDialog(props: {
  account: Outputs['credit']['accounts'][number];
  policy: Outputs['credit']['policy'];
  onClose: () => void;
}) {
  const { t } = useTranslation('credit');
  const { message } = App.useApp();
  const { account, policy } = props;
  const [form] = Form.useForm<RuleForm>();
  const save = useMutation(
    trpc.credit.saveAccountRule.mutationOptions({
      onSuccess: () => {
        message.success(t('rule.saved'));
        queryClient.invalidateQueries();
        props.onClose();
      },
    }),
  );
  return (
    <Modal
      open
      title={t('rule.title', { accountNo: account.accountNo })}
      okText={t('rule.save')}
      cancelText={t('cancel')}
      okButtonProps={{ loading: save.isPending }}
      onOk={form.submit}
      onCancel={props.onClose}
    >
      <Form<RuleForm>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{
          autoPay: account.isAutoPay === null ? 'station' : account.isAutoPay ? 'on' : 'off',
          lowBalanceFen: account.lowBalanceFen,
        }}
        onFinish={({ autoPay, lowBalanceFen }) =>
          save.mutate({
            accountId: account.accountId,
            isAutoPay: autoPay === 'station' ? null : autoPay === 'on',
            lowBalanceFen,
          })
        }
      >
        <Form.Item name="autoPay" label={t('policy.autoPay')}>
          <Radio.Group
            options={[
              { value: 'station', label: t('asStation', { text: t(policy.isAutoPay ? 'on' : 'off') }) },
              { value: 'on', label: t('on') },
              { value: 'off', label: t('off') },
            ]}
          />
        </Form.Item>
        <Form.Item name="lowBalanceFen" label={t('policy.lowBalance')} extra={t('rule.lowBalanceHint')}>
          <YuanInput placeholder={formatYuan(policy.lowBalanceFen)} />
        </Form.Item>
      </Form>
      {save.error && <ErrorNote error={save.error} />}
    </Modal>
  );
}
