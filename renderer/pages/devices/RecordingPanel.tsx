import { useMutation } from '@tanstack/react-query';
import { App, Button, Space, Switch, theme } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { queryClient, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { saveText } from '../../ui/usePrintPreview.ts';
import type { Device } from './device-state.ts';

/** Every byte of this wire, written down for support while it is switched on. */
export function RecordingPanel({ device }: { device: Device }) {
  const { t } = useTranslation('devices');
  const { token } = theme.useToken();
  const { modal } = App.useApp();
  const [said, setSaid] = useState('');
  const { deviceId, isRecorded } = device;
  const record = useMutation(
    trpc.devices.record.mutationOptions({
      onSuccess: () => {
        setSaid('');
        return queryClient.invalidateQueries({ queryKey: trpc.devices.list.queryKey() });
      },
    }),
  );
  const take = useMutation(
    trpc.devices.takeRecording.mutationOptions({
      onSuccess: ({ fileName, isEmpty, text }) => {
        setSaid(t(isEmpty ? 'recording.empty' : 'recording.taken', { fileName }));
        if (!isEmpty) saveText(fileName, text, 'text/plain');
      },
    }),
  );
  const forget = useMutation(
    trpc.devices.forgetRecording.mutationOptions({ onSuccess: () => setSaid(t('recording.forgotten')) }),
  );
  const error = record.error ?? take.error ?? forget.error;
  const askForget = () =>
    modal.confirm({
      title: t('recording.forgetConfirm'),
      okText: t('recording.forget'),
      okButtonProps: { danger: true },
      onOk: () => {
        forget.mutate({ deviceId });
      },
    });
  return (
    <section style={{ display: 'flex', flexDirection: 'column', gap: 8 }}>
      <h2 style={{ fontSize: 14, margin: 0 }}>{t('recording.title')}</h2>
      <div style={{ fontSize: 12, color: token.colorTextSecondary }}>{t('recording.privacy')}</div>
      {error && <ErrorNote error={error} />}
      <Space wrap>
        <Switch
          aria-label={t('recording.switch')}
          checked={isRecorded}
          loading={record.isPending}
          onChange={(isOn) => record.mutate({ deviceId, isOn })}
        />
        <span>{t(isRecorded ? 'recording.on' : 'recording.off')}</span>
        <Button loading={take.isPending} onClick={() => take.mutate({ deviceId })}>
          {t('recording.take')}
        </Button>
        <Button loading={forget.isPending} onClick={askForget}>
          {t('recording.forget')}
        </Button>
        <span role="status">{said}</span>
      </Space>
    </section>
  );
}
