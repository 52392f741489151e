import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Form, Input, InputNumber, Segmented, Select, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Outputs, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useAct } from './useAct.ts';

type Settings = Outputs['messages']['settings'];

/** The modem and the mail server. The password goes in and is never shown. */
export function SendSettings() {
  const settings = useQuery(trpc.messages.settings.queryOptions());
  if (settings.error) return <ErrorNote error={settings.error} onRetry={() => settings.refetch()} />;
  if (settings.isPending) return <Skeleton active />;
  return <SettingsForm key={settings.data.version} settings={settings.data} />;
}

function SettingsForm({ settings }: { settings: Settings }) {
  const { t } = useTranslation('dunning');
  const modems = useQuery(trpc.messages.modems.queryOptions());
  const { hasPassword, ...kept } = settings;
  const [form, setForm] = useState(kept);
  const [smtpPassword, setPassword] = useState('');
  const { done } = useAct();
  const save = useMutation(trpc.messages.saveSettings.mutationOptions({ onSuccess: done }));
  const text = (name: 'smtpHost' | 'smtpUser' | 'mailFrom') => (
    <Input
      id={`send-${name}`}
      autoComplete="off"
      value={form[name]}
      onChange={(event) => setForm({ ...form, [name]: event.target.value })}
    />
  );
  return (
    <section>
      <h2 style={{ fontSize: 15, marginTop: 0 }}>{t('sendBy')}</h2>
      <Form component={false} labelCol={{ flex: '100px' }}>
        <Form.Item label={t('modem')}>
          <Select
            aria-label={t('modem')}
            allowClear
            placeholder={t(modems.data?.length === 0 ? 'noModems' : 'chooseModem')}
            value={form.modemId}
            options={(modems.data ?? []).map((modem) => ({ value: modem.deviceId, label: modem.name }))}
            onChange={(modemId) => setForm({ ...form, modemId: modemId ?? null })}
          />
        </Form.Item>
        <Form.Item label={t('smtpHost')} htmlFor="send-smtpHost">
          {text('smtpHost')}
        </Form.Item>
        <Form.Item label={t('smtpPort')} htmlFor="send-port">
          <InputNumber
            id="send-port"
            min={1}
            max={65535}
            precision={0}
            value={form.smtpPort}
            onChange={(port) => setForm({ ...form, smtpPort: port ?? 465 })}
          />
        </Form.Item>
        <Form.Item label={t('smtpSecurity')}>
          <Segmented
            value={form.smtpSecurity}
            options={(['tls', 'starttls', 'none'] as const).map((value) => ({ value, label: t(`security.${value}`) }))}
            onChange={(smtpSecurity) => setForm({ ...form, smtpSecurity })}
          />
        </Form.Item>
        <Form.Item label={t('smtpUser')} htmlFor="send-smtpUser">
          {text('smtpUser')}
        </Form.Item>
        <Form.Item label={t('smtpPassword')} htmlFor="send-password">
          <Input.Password
            id="send-password"
            autoComplete="new-password"
            placeholder={t(hasPassword ? 'passwordKept' : 'passwordNone')}
            value={smtpPassword}
            onChange={(event) => setPassword(event.target.value)}
          />
        </Form.Item>
        <Form.Item label={t('mailFrom')} htmlFor="send-mailFrom">
          {text('mailFrom')}
        </Form.Item>
        {save.error && <ErrorNote error={save.error} />}
        <Button
          type="primary"
          loading={save.isPending}
          onClick={() => save.mutate({ ...form, ...(smtpPassword !== '' && { smtpPassword }) })}
        >
          {t('saveSettings')}
        </Button>
      </Form>
    </section>
  );
}
