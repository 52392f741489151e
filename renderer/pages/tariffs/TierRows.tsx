import { MinusCircleOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { LimitText } from '../../../main/modules/tariffs/decimals.schema.ts';
import type { Period } from '../../../main/modules/tariffs/document.schema.ts';
import { PriceFields, useUnit } from './PriceFields.tsx';

type Name = readonly (string | number)[];

/** Limits and prices of the tiers, one row each; the last has no limit. */
export function TierRows({ name, periods }: { name: Name; periods: readonly Period[] }) {
  const { t } = useTranslation('tariffs');
  const unit = useUnit();
  const limit = {
    validator: (_: unknown, text: string | undefined) =>
      LimitText.safeParse(text?.trim()).success ? Promise.resolve() : Promise.reject(new Error(t('badLimit'))),
  };
  const grid = { display: 'grid', gridTemplateColumns: '72px 150px 1fr 32px', gap: 12, alignItems: 'start' };
  return (
    <Form.List name={[...name]}>
      {(fields, { add, remove }) => (
        <>
          <div aria-hidden style={{ ...grid, color: 'var(--ant-color-text-secondary)', marginBottom: 4 }}>
            <span />
            <span>{`${t('upTo')} ${unit}`}</span>
            <span>{`${t('price')} ${t('perUnit', { unit })}`}</span>
          </div>
          {fields.map((field, i) => {
            const tier = t(`tierNames.${i + 1}`);
            return (
              <div key={field.key} style={grid}>
                <span style={{ lineHeight: '32px' }}>{tier}</span>
                {i === fields.length - 1 ? (
                  <span style={{ lineHeight: '32px' }}>{t('above')}</span>
                ) : (
                  <Form.Item name={[field.name, 'upTo']} style={{ marginBottom: 8 }} rules={[limit]}>
                    <Input aria-label={`${tier} ${t('upTo')}`} inputMode="decimal" className="figures" />
                  </Form.Item>
                )}
                <PriceFields name={[field.name, 'price']} label={tier} periods={periods} />
                <Button
                  type="text"
                  aria-label={`${t('removeTier')} ${tier}`}
                  icon={<MinusCircleOutlined />}
                  disabled={fields.length <= 2}
                  onClick={() => remove(field.name)}
                />
              </div>
            );
          })}
          <Button
            type="dashed"
            size="small"
            icon={<PlusOutlined />}
            style={{ marginBottom: 12 }}
            disabled={fields.length >= 8}
            onClick={() => add({})}
          >
            {t('addTier')}
          </Button>
        </>
      )}
    </Form.List>
  );
}
