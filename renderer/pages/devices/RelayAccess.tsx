import { useMutation } from '@tanstack/react-query';
import { App, Button, Form, Input, InputNumber, Space, theme } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { queryClient, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import type { Device } from './device-state.ts';

interface Fields {
  readonly level: number;
  readonly password: string;
  readonly operatorCode: string;
}

/** The operating password of the meters on a bus. It is set and cleared here and never shown. */
export function RelayAccess({ device, mayWrite }: { device: Device; mayWrite: boolean }) {
  const { t } = useTranslation('devices');
  const { token } = theme.useToken();
  const { modal } = App.useApp();
  const [isEditing, setEditing] = useState(false);
  const [said, setSaid] = useState('');
  const save = useMutation(
    trpc.devices.setRelayAccess.mutationOptions({
      onSuccess: (_, { access }) => {
        setSaid(t(access ? 'relay.saved' : 'relay.forgotten'));
        setEditing(false);
        queryClient.invalidateQueries({ queryKey: trpc.devices.list.queryKey() });
      },
    }),
  );
  const { deviceId, relayAccess: access } = device;
  const forget = () =>
    modal.confirm({
      title: t('relay.forgetConfirm'),
      okText: t('relay.forget'),
      okButtonProps: { danger: true },
      onOk: () => {
        save.mutate({ deviceId, access: null });
      },
    });
  return (
    <section style={{ display: 'flex', flexDirection: 'column', gap: 8 }}>
      <h2 style={{ fontSize: 14, margin: 0 }}>{t('relay.title')}</h2>
      <div>{access ? t('relay.set', { ...access, level: `0${access.level}` }) : t('relay.none')}</div>
      <div style={{ fontSize: 12, color: token.colorTextSecondary }}>{t('relay.safety')}</div>
      {save.error && <ErrorNote error={save.error} />}
      {isEditing ? (
        <AccessForm
          access={access}
          isSaving={save.isPending}
          onCancel={() => setEditing(false)}
          onSave={({ password, ...rest }) =>
            save.mutate({ deviceId, access: { ...rest, ...(password && { password }) } })
          }
        />
      ) : (
        <Space>
          {mayWrite && <Button onClick={() => setEditing(true)}>{t(access ? 'relay.change' : 'relay.edit')}</Button>}
          {mayWrite && access && <Button onClick={forget}>{t('relay.forget')}</Button>}
          <span role="status">{said}</span>
        </Space>
      )}
    </section>
  );
}

function AccessForm(props: {
  access: Device['relayAccess'];
  isSaving: boolean;
  onCancel: () => void;
  onSave: (fields: Fields) => void;
}) {
  const { t } = useTranslation('devices');
  const { level = 2, operatorCode = '00000000' } = props.access ?? {};
  return (
    <Form<Fields>
      layout="vertical"
      requiredMark={false}
      initialValues={{ level, operatorCode, password: '' }}
      onFinish={props.onSave}
    >
      <div style={{ display: 'flex', gap: 12 }}>
        <Form.Item
          name="level"
          label={t('relay.level')}
          extra={t('relay.levelHint')}
          rules={[{ required: true, message: t('form.required') }]}
          style={{ flex: 1 }}
        >
          <InputNumber min={0} max={9} precision={0} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item
          name="password"
          label={t('relay.password')}
          rules={[
            { required: !props.access, message: t('relay.digits6') },
            { pattern: /^\d{6}$/, message: t('relay.digits6') },
          ]}
          style={{ flex: 1 }}
        >
          <Input.Password
            autoFocus
            autoComplete="off"
            inputMode="numeric"
            maxLength={6}
            placeholder={props.access ? t('relay.passwordKeep') : ''}
          />
        </Form.Item>
        <Form.Item
          name="operatorCode"
          label={t('relay.operatorCode')}
          rules={[{ required: true, pattern: /^\d{8}$/, message: t('relay.digits8') }]}
          style={{ flex: 1 }}
        >
          <Input className="figures" inputMode="numeric" maxLength={8} />
        </Form.Item>
      </div>
      <Space>
        <Button type="primary" htmlType="submit" loading={props.isSaving}>
          {t('relay.save')}
        </Button>
        <Button onClick={props.onCancel}>{t('relay.cancel')}</Button>
      </Space>
    </Form>
  );
}
