import { useQuery } from '@tanstack/react-query';
import { AutoComplete, Form, type FormInstance, Input, InputNumber, Segmented, Select, theme } from 'antd';
import { useTranslation } from 'react-i18next';
import type { DeviceLink } from '../../../main/devices/config.schema.ts';
import { BAUD_RATES } from '../../../main/devices/link/line.schema.ts';
import { trpc } from '../../app/api.ts';
import type { DeviceFields } from './device-form.ts';

const ROW = { display: 'flex', gap: 12 } as const;

/** How the device is reached. Ports that were found are offered; any other can be typed. */
export function LinkFields(props: {
  form: FormInstance<DeviceFields>;
  initialType: DeviceLink['type'];
  deviceId: number | undefined;
}) {
  const { t } = useTranslation('devices');
  const { token } = theme.useToken();
  const type = Form.useWatch('linkType', props.form) ?? props.initialType;
  const required = [{ required: true, message: t('form.required') }];
  // A simulated wire is not offered for real devices; one that is there can be kept.
  const types = (['serial', 'tcp', ...(props.initialType === 'memory' ? ['memory' as const] : [])] as const).map(
    (value) => ({ value, label: t(`form.${value}`) }),
  );
  return (
    <>
      <Form.Item name="linkType" label={t('form.linkType')}>
        <Segmented options={types} />
      </Form.Item>
      {type === 'serial' && <SerialFields form={props.form} ownId={props.deviceId} />}
      {type === 'tcp' && (
        <div style={ROW}>
          <Form.Item name="host" label={t('form.host')} rules={required} style={{ flex: 1 }}>
            <Input className="figures" maxLength={200} placeholder="192.168.1.20" />
          </Form.Item>
          <Form.Item name="port" label={t('form.tcpPort')} rules={required}>
            <InputNumber
              min={1}
              max={65_535}
              precision={0}
              controls={false}
              placeholder="4001"
              style={{ width: 120 }}
            />
          </Form.Item>
        </div>
      )}
      {type === 'tcp' && (
        <div style={{ fontSize: 12, color: token.colorTextSecondary, marginBottom: 10 }}>{t('form.tcpHint')}</div>
      )}
      {type === 'memory' && (
        <Form.Item name="memoryName" label={t('form.memoryName')} rules={required}>
          <Input maxLength={60} />
        </Form.Item>
      )}
    </>
  );
}

function SerialFields(props: { form: FormInstance<DeviceFields>; ownId: number | undefined }) {
  const { t } = useTranslation('devices');
  const ports = useQuery(trpc.devices.ports.queryOptions(undefined, { staleTime: 0 }));
  const devices = useQuery(trpc.devices.list.queryOptions());
  const holderOf = (path: string) =>
    devices.data?.find(
      ({ deviceId, isEnabled, config: { link } }) =>
        isEnabled && deviceId !== props.ownId && link.type === 'serial' && link.path === path,
    )?.name;
  const options = (ports.data ?? []).map(({ path, label }) => {
    const holder = holderOf(path);
    const name = label ? `${path} (${label})` : path;
    return { value: path, label: holder ? t('form.portHeld', { name, holder }) : name };
  });
  return (
    <>
      <Form.Item
        name="path"
        label={t('form.port')}
        rules={[{ required: true, whitespace: true, message: t('form.required') }]}
        extra={ports.data?.length === 0 ? t('form.noPorts') : undefined}
      >
        <AutoComplete
          options={options}
          placeholder={t('form.portPlaceholder')}
          onFocus={() => ports.refetch()}
          onChange={(path: string) =>
            props.form.setFieldValue('usb', ports.data?.find((port) => port.path === path)?.usb ?? null)
          }
        />
      </Form.Item>
      <Form.Item name="usb" hidden>
        <Input />
      </Form.Item>
      <div style={ROW}>
        <Form.Item name="baud" label={t('form.baud')} style={{ flex: 1 }}>
          <Select options={BAUD_RATES.map((value) => ({ value, label: String(value) }))} />
        </Form.Item>
        <Form.Item name="parity" label={t('form.parity')} style={{ flex: 1 }}>
          <Select
            options={(['none', 'even', 'odd'] as const).map((value) => ({ value, label: t(`form.parities.${value}`) }))}
          />
        </Form.Item>
        <Form.Item name="dataBits" label={t('form.dataBits')} style={{ flex: 1 }}>
          <Select options={[7, 8].map((value) => ({ value, label: String(value) }))} />
        </Form.Item>
        <Form.Item name="stopBits" label={t('form.stopBits')} style={{ flex: 1 }}>
          <Select options={[1, 2].map((value) => ({ value, label: String(value) }))} />
        </Form.Item>
      </div>
    </>
  );
}
