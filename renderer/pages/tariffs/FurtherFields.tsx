import { Collapse, Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { ChargeFields } from './ChargeFields.tsx';
import type { FormValues } from './form-values.ts';
import { HourFields } from './HourFields.tsx';
import { LateFeeFields, RuleFields, VolumeFields } from './RuleFields.tsx';

/** What stands beside the prices, folded away: few tariffs have more than a part or two of it. */
export function FurtherFields() {
  const { t } = useTranslation('tariffs');
  const form = Form.useFormInstance<FormValues>();
  const service = Form.useWatch('service', form);
  const count = Form.useWatch('charges', form)?.length ?? 0;
  const plans = Form.useWatch('hours', form)?.length ?? 0;
  const titled = (title: string, n: number) => (n > 0 ? `${title} (${n})` : title);
  // Rendered while folded, so that a template's parts are among the form's values.
  const panel = { forceRender: true };
  return (
    <Collapse
      size="small"
      style={{ marginBottom: 16 }}
      items={[
        { key: 'charges', label: titled(t('charges'), count), children: <ChargeFields />, ...panel },
        { key: 'rules', label: t('rules'), children: <RuleFields />, ...panel },
        { key: 'late-fee', label: t('lateFee'), children: <LateFeeFields />, ...panel },
        { key: 'hours', label: titled(t('hours'), plans), children: <HourFields />, ...panel },
        ...(service === 'gas' ? [{ key: 'volume', label: t('volume'), children: <VolumeFields />, ...panel }] : []),
      ]}
    />
  );
}
