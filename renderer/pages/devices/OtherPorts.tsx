import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { queryClient, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import type { Device } from './device-state.ts';

/** The ports nobody uses: an adapter without a number of its own has another name in another USB socket. */
export function OtherPorts({ device }: { device: Device }) {
  const { t } = useTranslation('devices');
  const ports = useQuery(trpc.devices.ports.queryOptions(undefined, { refetchInterval: 5000 }));
  const devices = useQuery(trpc.devices.list.queryOptions());
  const update = useMutation(
    trpc.devices.update.mutationOptions({
      onSettled: () => queryClient.invalidateQueries({ queryKey: trpc.devices.list.queryKey() }),
    }),
  );
  const { deviceId, version, name, isEnabled, config } = device;
  const { link } = config;
  if (link.type !== 'serial') return null;
  const held = new Set(
    devices.data?.map((other) => (other.config.link.type === 'serial' ? other.config.link.path : '')),
  );
  const free = ports.data?.filter(({ path }) => !held.has(path)) ?? [];
  if (free.length === 0) return null;
  return (
    <div style={{ marginTop: 8, display: 'flex', flexDirection: 'column', gap: 4, alignItems: 'flex-start' }}>
      <div>{t('otherPorts')}</div>
      {update.error && <ErrorNote error={update.error} />}
      {free.map(({ path, label, usb }) => (
        <Button
          key={path}
          size="small"
          disabled={update.isPending}
          onClick={() => {
            const { usb: _, ...rest } = link;
            const moved = { ...rest, path, ...(usb && { usb }) };
            update.mutate({ deviceId, version, name, isEnabled, config: { ...config, link: moved } as typeof config });
          }}
        >
          {t('usePort', { port: label ? `${path} (${label})` : path })}
        </Button>
      ))}
    </div>
  );
}
