import { Checkbox, Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { MeterProfile, usualProfile } from '../../../../main/devices/config.schema.ts';
import { EDITORS } from './editors.ts';
import type { ProfileField } from './profile-fields.ts';

type Values = Readonly<Record<string, unknown>>;

/** A profile as the form of its fields, with the named starting points of its protocol above. */
export function SchemaFields(props: { value: MeterProfile; onChange: (profile: MeterProfile) => void }) {
  const { t } = useTranslation('profiles');
  const { value, onChange } = props;
  const { protocol } = value;
  const { fields = [], presets = {} } = EDITORS[protocol] ?? {};
  const names = Object.keys(presets);
  if (fields.length === 0) return null;
  return (
    <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(170px, 1fr))', gap: '8px 12px' }}>
      {names.length > 0 && (
        <Labelled text={t('preset')}>
          <Select
            aria-label={t('preset')}
            style={{ width: '100%' }}
            value={names.find((name) => isSame(withDefaults(protocol, presets[name]), value)) ?? null}
            placeholder={t('choosePreset')}
            options={names.map((name) => ({ value: name, label: t(`presets.${protocol}.${name}`) }))}
            onChange={(name) => name && onChange(withDefaults(protocol, presets[name]))}
          />
        </Labelled>
      )}
      <Fields
        fields={fields}
        path={protocol}
        values={value}
        onChange={(name, next) => onChange({ ...value, [name]: next } as MeterProfile)}
      />
    </div>
  );
}

/** Fields in the order of the schema, whoever made the profile. */
function isSame(a: MeterProfile, b: MeterProfile): boolean {
  const plain = (profile: MeterProfile) => {
    const parsed = MeterProfile.safeParse(profile);
    return parsed.success ? JSON.stringify(parsed.data) : '';
  };
  return plain(a) === plain(b);
}

/** What a preset does not name is as the protocol usually is. */
function withDefaults(protocol: MeterProfile['protocol'], preset: Values | undefined): MeterProfile {
  return { ...usualProfile(protocol), ...preset } as MeterProfile;
}

function Fields(props: {
  fields: readonly ProfileField[];
  /** Where the words of these fields stand. */
  path: string;
  values: Values;
  onChange: (name: string, value: unknown) => void;
}) {
  const { t } = useTranslation('profiles');
  return props.fields.map((field) => {
    const { name } = field;
    const path = `${props.path}.${name}`;
    const value = props.values[name];
    const change = (next: unknown) => props.onChange(name, next);
    if (field.kind === 'group')
      return (
        <Fields
          key={name}
          fields={field.fields}
          path={path}
          values={value as Values}
          onChange={(inner, next) => change({ ...(value as Values), [inner]: next })}
        />
      );
    const label = t(`fields.${path}`);
    return (
      <Labelled key={name} text={field.kind === 'flag' ? '' : label}>
        {field.kind === 'flag' && (
          <Checkbox checked={value === true} onChange={(event) => change(event.target.checked)}>
            {label}
          </Checkbox>
        )}
        {field.kind === 'choice' && (
          <Select
            aria-label={label}
            style={{ width: '100%' }}
            value={value as string | number}
            options={field.options.map((option) => ({ value: option, label: t(`options.${path}.${option}`) }))}
            onChange={change}
          />
        )}
        {field.kind === 'number' && (
          <InputNumber
            aria-label={label}
            style={{ width: '100%' }}
            min={field.min}
            max={field.max}
            precision={0}
            value={value as number}
            onChange={(next) => change(next ?? field.min)}
          />
        )}
        {field.kind === 'text' && (
          <Input
            aria-label={label}
            className="figures"
            maxLength={40}
            value={value as string}
            onChange={(event) => change(event.target.value)}
          />
        )}
      </Labelled>
    );
  });
}

export function Labelled(props: { text: string; children: React.ReactNode }) {
  return (
    <div>
      {props.text && <div style={{ fontSize: 12, opacity: 0.7 }}>{props.text}</div>}
      {props.children}
    </div>
  );
}
