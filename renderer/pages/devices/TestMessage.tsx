import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Input, theme } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceConfig } from '../../../main/devices/config.schema.ts';
import { trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';

/** Sends one real message over the modem as it is set now, saved or not. */
export function TestMessage(props: { config: () => Promise<DeviceConfig | null> }) {
  const { t } = useTranslation('devices');
  const { token } = theme.useToken();
  const send = useMutation(trpc.devices.test.mutationOptions());
  const [to, setTo] = useState('');
  const [text, setText] = useState(t('testSms.sample'));
  const isNumber = /^\+?[\d\s-]{3,24}$/.test(to.trim());
  const run = async () => {
    if (!isNumber || !text.trim() || send.isPending) return;
    const config = await props.config();
    if (config) send.mutate({ config, message: { to: to.trim(), text } });
  };
  const { sent, problem } = send.data ?? {};
  return (
    <section style={{ display: 'flex', flexDirection: 'column', gap: 8 }}>
      <h2 style={{ fontSize: 14, margin: 0 }}>{t('testSms.title')}</h2>
      <div style={{ display: 'flex', gap: 8 }}>
        <Input
          aria-label={t('testSms.to')}
          placeholder={t('testSms.to')}
          className="figures"
          inputMode="tel"
          maxLength={24}
          style={{ width: 150 }}
          status={to && !isNumber ? 'error' : ''}
          value={to}
          onChange={(event) => setTo(event.target.value)}
        />
        <Input
          aria-label={t('testSms.text')}
          maxLength={300}
          style={{ flex: 1 }}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onPressEnter={run}
        />
        <Button loading={send.isPending} disabled={!isNumber || !text.trim()} onClick={run}>
          {t(send.isPending ? 'testSms.sending' : 'testSms.send')}
        </Button>
      </div>
      <div style={{ fontSize: 12, color: token.colorTextSecondary }}>{t('testSms.hint')}</div>
      {send.error && <ErrorNote error={send.error} />}
      {!send.isPending && sent && (
        <Alert role="status" type="success" showIcon title={t('testSms.sent', { parts: sent.parts })} />
      )}
      {!send.isPending && problem && (
        <Alert role="status" type="error" showIcon title={t(`problem.${problem.code}`)} description={problem.detail} />
      )}
    </section>
  );
}
