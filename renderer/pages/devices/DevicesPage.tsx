import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, theme } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { z } from 'zod';
import { trpc } from '../../app/api.ts';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { useMay } from '../../ui/useMay.ts';
import { useSearchState } from '../../ui/useSearchState.ts';
import { DeviceDrawer } from './DeviceDrawer.tsx';
import { DeviceFormDrawer } from './DeviceFormDrawer.tsx';
import { DeviceTable } from './DeviceTable.tsx';
import { moodOf } from './device-state.ts';
import { WeightPanel } from './WeightPanel.tsx';

/** Which drawer is open is part of the address: `device` shows one, `form` edits one ("new" adds). */
const Address = z.object({ device: z.coerce.number().int().default(0), form: z.string().default('') });

/** The station's instruments: their lights, their weights, and how they are reached. */
export function DevicesPage() {
  const { t } = useTranslation('devices');
  const { token } = theme.useToken();
  const navigate = useNavigate();
  const [address, go] = useSearchState(Address);
  const [said, setSaid] = useState('');
  const [addedBus, setAddedBus] = useState<number>();
  const mayWrite = useMay('devices.write');
  const list = useQuery(trpc.devices.list.queryOptions(undefined, { refetchInterval: 5000 }));
  const devices = list.data ?? [];
  const scales = devices.filter((device) => device.kind === 'scale' && device.isEnabled);
  const opened = devices.find((device) => device.deviceId === address.device);
  const edited = devices.find((device) => String(device.deviceId) === address.form);
  const good = devices.filter((device) => moodOf(device) === 'open').length;

  return (
    <PageFrame
      title={t('title')}
      filters={
        <>
          {devices.length > 0 && (
            <span className="figures" style={{ color: token.colorTextSecondary }}>
              {t('summary', { total: devices.length, good })}
            </span>
          )}
          <span role="status" style={{ color: token.colorSuccess }}>
            {said}
          </span>
          {addedBus !== undefined && (
            <Button type="link" onClick={() => navigate(`/commissioning?bus=${addedBus}`)}>
              {t('findMeters')}
            </Button>
          )}
        </>
      }
      extra={
        mayWrite &&
        devices.length > 0 && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => go({ form: 'new', device: 0 })}>
            {t('add')}
          </Button>
        )
      }
    >
      {scales.length > 0 && (
        <div style={{ display: 'flex', gap: 12, flexWrap: 'wrap', paddingBottom: 12 }}>
          {scales.map((scale) => (
            <WeightPanel key={scale.deviceId} scale={scale} />
          ))}
        </div>
      )}
      <DeviceTable
        query={list}
        onOpen={(device) => go({ device: device.deviceId })}
        {...(mayWrite && { onAdd: () => go({ form: 'new' }) })}
      />
      <DeviceDrawer
        device={opened}
        mayWrite={mayWrite}
        onEdit={() => go({ form: String(address.device), device: 0 })}
        onClose={() => go({ device: 0 })}
        onSaid={setSaid}
      />
      {mayWrite && (address.form === 'new' || edited) && (
        <DeviceFormDrawer
          key={address.form}
          device={edited}
          onClose={() => go({ form: '' })}
          onSaved={(name, bus) => {
            setSaid(t('saved', { name }));
            setAddedBus(bus);
            go({ form: '' });
          }}
        />
      )}
    </PageFrame>
  );
}
