import { useMutation } from '@tanstack/react-query';
import { App, Button, Form, Input, Radio, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { WAIVABLE_DOUBTS } from '../../../main/modules/station/station.schema.ts';
import { type Inputs, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useMay } from '../../ui/useMay.ts';

type Settings = Inputs['station']['saveSettings'];

/** Read by everybody who sees the page, changed by an administrator. */
export function SettingsForm(props: { settings: Settings }) {
  const { t } = useTranslation(['station', 'session', 'readings']);
  const { message } = App.useApp();
  const mayChange = useMay('station.settings');
  const save = useMutation(
    trpc.station.saveSettings.mutationOptions({
      onSuccess: () => {
        message.success(t('saved'));
      },
    }),
  );
  return (
    <Form<Settings>
      name="settings"
      layout="vertical"
      requiredMark={false}
      disabled={!mayChange}
      initialValues={props.settings}
      onFinish={(values) => save.mutate(values)}
    >
      <Form.Item
        name="name"
        label={t('session:stationName')}
        extra={t('nameHint')}
        rules={[{ required: true, whitespace: true, message: t('session:stationNameNeeded') }]}
      >
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="kind" label={t('session:kind')} extra={t('kindHint')}>
        <Radio.Group
          options={[
            { value: 'gas-station', label: t('session:kindGas') },
            { value: 'property-office', label: t('session:kindProperty') },
            { value: 'both', label: t('session:kindBoth') },
          ]}
        />
      </Form.Item>
      <Form.Item name="phone" label={t('phone')}>
        <Input maxLength={40} inputMode="tel" />
      </Form.Item>
      <Form.Item name="address" label={t('address')}>
        <Input maxLength={120} />
      </Form.Item>
      <Form.Item name="lanDoor" label={t('lanDoor')} valuePropName="checked" extra={t('lanDoorHint')}>
        <Switch checkedChildren={t('on')} unCheckedChildren={t('off')} />
      </Form.Item>
      <Form.Item name="runApproval" label={t('runApproval')} valuePropName="checked" extra={t('runApprovalHint')}>
        <Switch checkedChildren={t('on')} unCheckedChildren={t('off')} />
      </Form.Item>
      <Form.Item name="reviewWaived" label={t('reviewWaived')} extra={t('reviewWaivedHint')}>
        <Select
          mode="multiple"
          placeholder={t('reviewWaivedNone')}
          options={WAIVABLE_DOUBTS.map((value) => ({ value, label: t(`readings:doubts.${value}`) }))}
        />
      </Form.Item>
      {save.error && (
        <Form.Item>
          <ErrorNote error={save.error} />
        </Form.Item>
      )}
      {mayChange ? (
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('save')}
        </Button>
      ) : (
        <p style={{ margin: 0 }}>{t('readOnly')}</p>
      )}
    </Form>
  );
}
