import { useQuery } from '@tanstack/react-query';
import { Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { MeterProfile } from '../../../main/devices/config.schema.ts';
import { isAddress, plainAddress } from '../../../main/modules/meters/meters.domain.ts';
import { MeterProtocol, type MeterService } from '../../../main/modules/meters/meters.schema.ts';
import { trpc } from '../../app/api.ts';
import type { MeterForm } from './meter-form.ts';
import { LineControl } from './profiles/LineControl.tsx';
import { hasProfile, ProfileControl } from './profiles/ProfileControl.tsx';

/** How the meter is read: by hand, or over a bus at an address, spoken to as its line and its profile say. */
export function LinkFields({ service }: { service: MeterService }) {
  const { t } = useTranslation('meters');
  const form = Form.useFormInstance<MeterForm>();
  const protocol = Form.useWatch('protocol', form) ?? 'manual';
  const devices = useQuery(trpc.devices.list.queryOptions());
  const buses = (devices.data ?? []).filter((device) => device.kind === 'meter-bus');
  return (
    <>
      <Form.Item name="protocol" label={t('protocolTitle')}>
        <Select
          options={MeterProtocol.options.map((value) => ({ value, label: t(`protocol.${value}`) }))}
          // Line and profile belong to the protocol: another protocol begins with its own.
          onChange={() => form.setFieldsValue({ line: null, profile: null })}
        />
      </Form.Item>
      {protocol !== 'manual' && (
        <>
          <Form.Item name="busId" label={t('bus')} extra={buses.length === 0 ? t('form.noBus') : undefined}>
            <Select
              allowClear
              placeholder={t('noBus')}
              options={buses.map((bus) => ({ value: bus.deviceId, label: bus.name }))}
            />
          </Form.Item>
          <Form.Item
            name="address"
            label={t('address')}
            dependencies={['protocol']}
            extra={t(`form.address.${protocol}`)}
            rules={[
              {
                validator: (_, text: string) =>
                  isAddress(protocol, plainAddress(text ?? ''))
                    ? Promise.resolve()
                    : Promise.reject(t('form.addressWrong')),
              },
            ]}
          >
            <Input maxLength={40} autoComplete="off" className="figures" />
          </Form.Item>
          <Form.Item name="line" label={t('form.line')}>
            <LineControl protocol={protocol} />
          </Form.Item>
          {hasProfile(protocol) && <ProfileField protocol={protocol} service={service} />}
        </>
      )}
    </>
  );
}

/** Rendered again as bus, address and line are typed: the meter can be tried there before it is saved. */
function ProfileField(props: { protocol: Exclude<MeterProtocol, 'manual'>; service: MeterService }) {
  const { t } = useTranslation('meters');
  const form = Form.useFormInstance<MeterForm>();
  const busId = Form.useWatch('busId', form);
  const address = Form.useWatch('address', form) ?? '';
  const line = Form.useWatch('line', form) ?? null;
  const place = busId && address ? { busId, address: plainAddress(address), line } : undefined;
  return (
    <Form.Item
      name="profile"
      label={t('form.profile')}
      // Where the form has two columns, its fields take both.
      style={{ gridColumn: '1 / -1' }}
      rules={[
        {
          validator: (_, profile: MeterProfile | null) =>
            !profile || MeterProfile.safeParse(profile).success
              ? Promise.resolve()
              : Promise.reject(t('form.profileWrong')),
        },
      ]}
    >
      <ProfileControl protocol={props.protocol} service={props.service} place={place} />
    </Form.Item>
  );
}
