import { Checkbox, Form, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { PERIODS, type Period } from '../../../main/modules/tariffs/document.schema.ts';
import type { SchemeValues } from './form-values.ts';
import { HouseholdFields } from './HouseholdFields.tsx';
import { PriceFields, useUnit } from './PriceFields.tsx';
import { TierRows } from './TierRows.tsx';

type Name = readonly (string | number)[];

/** How a quantity is priced: at one price or in tiers, by periods or not. `path` is the place in the whole form. */
export function SchemeFields({ name, path }: { name: Name; path: Name }) {
  const { t } = useTranslation('tariffs');
  const unit = useUnit();
  const form = Form.useFormInstance();
  const kind = Form.useWatch<SchemeValues['kind']>([...path, 'kind'], form);
  const periods = Form.useWatch<Period[]>([...path, 'periods'], form) ?? [];
  return (
    <>
      <div style={{ display: 'flex', gap: 32 }}>
        <Form.Item name={[...name, 'kind']} label={t('kind')}>
          <Segmented options={(['flat', 'tiered'] as const).map((value) => ({ value, label: t(`kinds.${value}`) }))} />
        </Form.Item>
        <Form.Item name={[...name, 'periods']} label={t('timeOfUse')}>
          <Checkbox.Group options={PERIODS.map((value) => ({ value, label: t(`periods.${value}`) }))} />
        </Form.Item>
      </div>
      {kind === 'tiered' && (
        <>
          <TierRows name={[...name, 'tiers']} periods={periods} />
          <HouseholdFields name={name} path={path} />
        </>
      )}
      {kind === 'flat' && (
        <div style={{ maxWidth: 480 }}>
          <div aria-hidden style={{ color: 'var(--ant-color-text-secondary)', marginBottom: 4 }}>
            {`${t('price')} ${t('perUnit', { unit })}`}
          </div>
          <PriceFields name={[...name, 'price']} label="" periods={periods} />
        </div>
      )}
    </>
  );
}
