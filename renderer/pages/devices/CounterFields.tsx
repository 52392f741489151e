import { Form, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { Whole } from './Whole.tsx';

const ROW = { display: 'flex', gap: 12 } as const;

export function PrinterFields() {
  const { t } = useTranslation('devices');
  return (
    <>
      <div style={ROW}>
        <Form.Item name="columns" label={t('form.columns')} style={{ flex: 1 }}>
          <Select
            options={([32, 42, 48] as const).map((value) => ({ value, label: t(`form.columnChoices.${value}`) }))}
          />
        </Form.Item>
        <Form.Item name="encoding" label={t('form.encoding')} style={{ flex: 1 }}>
          <Select
            options={(['gb18030', 'gbk'] as const).map((value) => ({ value, label: t(`form.encodings.${value}`) }))}
          />
        </Form.Item>
      </div>
      <div style={ROW}>
        <Form.Item name="cut" label={t('form.cut')} style={{ flex: 1 }}>
          <Select
            options={(['full', 'partial', 'none'] as const).map((value) => ({ value, label: t(`form.cuts.${value}`) }))}
          />
        </Form.Item>
        <Form.Item name="drawer" label={t('form.drawer')} style={{ flex: 1 }}>
          <Select
            options={(['pin-2', 'pin-5', 'none'] as const).map((value) => ({
              value,
              label: t(`form.drawers.${value}`),
            }))}
          />
        </Form.Item>
      </div>
      <div style={ROW}>
        <Form.Item
          name="answersStatus"
          label={t('form.answersStatus')}
          extra={t('form.answersHint')}
          valuePropName="checked"
          style={{ flex: 1 }}
        >
          <Switch />
        </Form.Item>
        <Form.Item
          name="isDefault"
          label={t('form.isDefault')}
          extra={t('form.defaultHint')}
          valuePropName="checked"
          style={{ flex: 1 }}
        >
          <Switch />
        </Form.Item>
      </div>
    </>
  );
}

export function ScannerFields() {
  const { t } = useTranslation('devices');
  return (
    <div style={ROW}>
      <Form.Item name="ending" label={t('form.ending')} style={{ flex: 1 }}>
        <Select
          options={(['cr', 'lf', 'tab'] as const).map((value) => ({ value, label: t(`form.endings.${value}`) }))}
        />
      </Form.Item>
      <Whole name="repeatMs" label={t('form.repeatMs')} min={0} max={10_000} step={100} />
    </div>
  );
}
