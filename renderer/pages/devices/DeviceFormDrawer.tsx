import { useMutation } from '@tanstack/react-query';
import { Button, ConfigProvider, Drawer, Form, Input, Select, Space, Switch } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { DEVICE_MODELS, type DeviceModel, kindOf, usualSerial } from '../../../main/devices/config.schema.ts';
import { newRequestId, queryClient, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { configOf, type DeviceFields, fieldsOf, linkOfFields, settingFields, usualFields } from './device-form.ts';
import type { Device } from './device-state.ts';
import { LinkFields } from './LinkFields.tsx';
import { ProfileFields } from './ProfileFields.tsx';
import { type Guess, ScaleDetect } from './ScaleDetect.tsx';
import { TestBar } from './TestBar.tsx';

/** The whole form stands on a counter's screen without scrolling. */
const COMPACT = { components: { Form: { itemMarginBottom: 10, verticalLabelPadding: '0 0 2px' } } };

/** Adds a device or changes one; the connection can be tried before it is saved. */
export function DeviceFormDrawer(props: {
  device: Device | undefined;
  onClose: () => void;
  /** `addedBus`: a wire whose meters can be looked for now. */
  onSaved: (name: string, addedBus?: number) => void;
}) {
  const { t } = useTranslation('devices');
  const { device } = props;
  const [form] = Form.useForm<DeviceFields>();
  const initial = fieldsOf(device);
  const model = Form.useWatch('model', form) ?? initial.model;
  const requestId = useRef(newRequestId());
  function saved(addedBus?: number): void {
    queryClient.invalidateQueries({ queryKey: trpc.devices.list.queryKey() });
    props.onSaved(form.getFieldValue('name'), addedBus);
  }
  const create = useMutation(
    trpc.devices.create.mutationOptions({ onSuccess: (id) => saved(model === 'meter-bus' ? id : undefined) }),
  );
  const update = useMutation(trpc.devices.update.mutationOptions({ onSuccess: () => saved() }));
  const error = create.error ?? update.error;

  /** Null while a field is wrong: the form then shows which. */
  async function validConfig(except: readonly string[] = []) {
    const names = Object.keys(form.getFieldsValue()).filter((name) => !except.includes(name));
    try {
      await form.validateFields(names);
    } catch {
      return null;
    }
    return configOf({ ...initial, ...form.getFieldsValue() });
  }

  async function validLink() {
    try {
      await form.validateFields(['path', 'host', 'port', 'memoryName']);
    } catch {
      return null;
    }
    return linkOfFields({ ...initial, ...form.getFieldsValue() });
  }

  function takeGuess({ setting, line }: Guess): void {
    form.setFieldsValue({ ...settingFields(setting), ...line });
  }

  async function save(): Promise<void> {
    const config = await validConfig();
    if (!config) return;
    const { name, isEnabled } = form.getFieldsValue();
    const { deviceId, version } = device ?? {};
    if (deviceId !== undefined && version !== undefined) update.mutate({ deviceId, version, name, config, isEnabled });
    else create.mutate({ name, config, isEnabled, requestId: requestId.current as never });
  }

  function takeModel(next: DeviceModel): void {
    // A new device takes what the maker ships; an edited one keeps what somebody set.
    if (!device) form.setFieldsValue({ ...usualSerial(next), ...usualFields(next) });
  }

  return (
    <Drawer
      open
      size={560}
      onClose={props.onClose}
      // What was typed is given up by a button only: Escape is pressed to close a list of ports.
      keyboard={false}
      mask={{ closable: false }}
      title={t(device ? 'form.editTitle' : 'form.addTitle')}
      closable={{ 'aria-label': t('close') }}
      extra={
        <Space>
          <Button onClick={props.onClose}>{t('form.cancel')}</Button>
          <Button type="primary" loading={create.isPending || update.isPending} onClick={save}>
            {t('form.save')}
          </Button>
        </Space>
      }
      footer={
        <TestBar
          key={model}
          kind={kindOf(model)}
          asksAddress={model === 'meter-bus'}
          config={() => validConfig(['name'])}
        />
      }
    >
      <ConfigProvider theme={COMPACT}>
        <Form form={form} layout="vertical" size="middle" initialValues={initial} onFinish={save} requiredMark={false}>
          {error && <ErrorNote error={error} />}
          <Form.Item
            name="name"
            label={t('name')}
            rules={[{ required: true, whitespace: true, message: t('form.required') }]}
          >
            <Input autoFocus maxLength={40} placeholder={t('namePlaceholder')} />
          </Form.Item>
          <Form.Item name="model" label={t('model')} extra={t(`modelHints.${model}`)}>
            <Select
              onChange={takeModel}
              options={DEVICE_MODELS.map((value) => ({ value, label: t(`models.${value}`) }))}
            />
          </Form.Item>
          <LinkFields form={form} initialType={initial.linkType} deviceId={device?.deviceId} />
          {kindOf(model) === 'scale' && <ScaleDetect link={validLink} onTake={takeGuess} />}
          <ProfileFields form={form} model={model} />
          <Form.Item name="isEnabled" label={t('form.isEnabled')} valuePropName="checked" layout="horizontal">
            <Switch />
          </Form.Item>
        </Form>
      </ConfigProvider>
    </Drawer>
  );
}
