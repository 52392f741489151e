import { Form, Input, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { SHARE_METHODS } from '../../../main/modules/sharing/sharing.schema.ts';
import { type GroupForm, isPrice } from './group-form.ts';
import { type Service, UNITS } from './units.ts';

const SERVICES = Object.keys(UNITS) as Service[];

/** Name, service, master meter, how it is shared and what at. */
export function GroupFields(props: { form: GroupForm; isNew: boolean; onChange: (part: Partial<GroupForm>) => void }) {
  const { t } = useTranslation('sharing');
  const { form, onChange } = props;
  const hasMeter = form.service !== 'property';
  const text = (name: 'name' | 'meterNo' | 'note', placeholder: string) => (
    <Input
      id={`group-${name}`}
      autoComplete="off"
      maxLength={name === 'note' ? 200 : 60}
      placeholder={placeholder}
      value={form[name]}
      onChange={(event) => onChange({ [name]: event.target.value })}
    />
  );
  return (
    <Form component={false} labelCol={{ flex: '92px' }} size="middle">
      <Form.Item label={t('name')} htmlFor="group-name">
        {text('name', t('nameHint'))}
      </Form.Item>
      <Form.Item label={t('service')}>
        <Segmented
          disabled={!props.isNew || form.members.length > 0}
          value={form.service}
          options={SERVICES.map((value) => ({ value, label: t(`services.${value}`) }))}
          onChange={(service) => onChange({ service, ...(service === 'property' && { basis: 'cost', meterNo: '' }) })}
        />
      </Form.Item>
      {hasMeter && (
        <Form.Item label={t('meterNo')} htmlFor="group-meterNo">
          {text('meterNo', t('meterHint'))}
        </Form.Item>
      )}
      <Form.Item label={t('method')}>
        <Segmented
          value={form.method}
          options={SHARE_METHODS.filter((value) => hasMeter || value !== 'usage').map((value) => ({
            value,
            label: t(`methods.${value}`),
          }))}
          onChange={(method) => onChange({ method })}
        />
      </Form.Item>
      <Form.Item label={t('basis')}>
        <div style={{ display: 'flex', gap: 12, alignItems: 'center' }}>
          <Segmented
            value={form.basis}
            options={[
              ...(hasMeter ? [{ value: 'price' as const, label: t('byPrice') }] : []),
              { value: 'cost' as const, label: t('typedCost') },
            ]}
            onChange={(basis) => onChange({ basis })}
          />
          {form.basis === 'price' && (
            <Input
              aria-label={t('price')}
              className="figures"
              inputMode="decimal"
              autoComplete="off"
              style={{ width: 200 }}
              status={form.price && !isPrice(form.price) ? 'error' : ''}
              suffix={t('perUnit', { unit: UNITS[form.service] })}
              value={form.price}
              onChange={(event) => onChange({ price: event.target.value })}
            />
          )}
        </div>
      </Form.Item>
      <Form.Item label={t('note')} htmlFor="group-note">
        {text('note', '')}
      </Form.Item>
    </Form>
  );
}
