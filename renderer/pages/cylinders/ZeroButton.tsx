import { useMutation } from '@tanstack/react-query';
import { App, Button, Popconfirm } from 'antd';
import { useTranslation } from 'react-i18next';
import { DeviceId } from '../../../main/shared/ids.ts';
import { trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';

/** Sets the zero of a scale that takes the order; asked before, as a load on it would falsify every weight after it. */
export function ZeroButton(props: { deviceId: number }) {
  const { t } = useTranslation('cylinders');
  const { message } = App.useApp();
  const zero = useMutation(
    trpc.filling.zeroScale.mutationOptions({ onSuccess: () => void message.success(t('scale.zeroDone')) }),
  );
  return (
    <>
      <Popconfirm
        title={t('scale.zeroAsk')}
        description={<div style={{ maxWidth: 280 }}>{t('scale.zeroText')}</div>}
        okText={t('scale.zero')}
        cancelText={t('scale.zeroCancel')}
        onConfirm={() => zero.mutate({ deviceId: DeviceId.parse(props.deviceId) })}
      >
        <Button loading={zero.isPending}>{t('scale.zero')}</Button>
      </Popconfirm>
      {zero.error && (
        <div style={{ flexBasis: '100%' }}>
          <ErrorNote error={zero.error} />
        </div>
      )}
    </>
  );
}
