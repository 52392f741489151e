import { Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { type Inputs, type Outputs, queryClient, trpc } from '../api.ts';
import { Centred } from './Centred.tsx';
import { DemoLogins } from './DemoLogins.tsx';
import { LoginForm } from './LoginForm.tsx';
import { LookSwitch } from './LookSwitch.tsx';

export function LoginScreen(props: { station: Outputs['station']['state'] | undefined }) {
  const { t } = useTranslation('session');
  const [form] = Form.useForm<Inputs['session']['login']>();
  const { name, version, demoLogins = [] } = props.station ?? {};
  return (
    <Centred title={name || t('product')} extra={<LookSwitch />} foot={version && t('foot', { version })}>
      <LoginForm form={form} onDone={(user) => queryClient.setQueryData(trpc.session.me.queryKey(), user)} />
      {demoLogins.length > 0 && (
        <DemoLogins
          logins={demoLogins}
          onPick={({ loginName, password }) => {
            form.setFieldsValue({ loginName, password });
            form.submit();
          }}
        />
      )}
    </Centred>
  );
}
