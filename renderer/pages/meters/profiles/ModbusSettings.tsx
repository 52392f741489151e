import { Checkbox, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ModbusProfile } from '../../../../main/devices/meter-modbus/profile.schema.ts';
import { Labelled } from './SchemaFields.tsx';

type Rest = Omit<ModbusProfile, 'registers'>;
const NUMBERS = [
  ['maxRegisters', 4, 125],
  ['maxGap', 0, 60],
  ['quietMs', 0, 500],
] as const;

/** How the registers are asked for, and whether the meter's own ratios are applied. */
export function ModbusSettings(props: { value: Rest; onChange: (value: Rest) => void }) {
  const { t } = useTranslation('profiles');
  const { value, onChange } = props;
  return (
    <div style={{ display: 'flex', gap: 16, alignItems: 'flex-start' }}>
      {NUMBERS.map(([name, min, max]) => (
        <Labelled key={name} text={t(`modbus.${name}`)}>
          <InputNumber
            aria-label={t(`modbus.${name}`)}
            style={{ width: 150 }}
            min={min}
            max={max}
            precision={0}
            value={value[name]}
            onChange={(next) => onChange({ ...value, [name]: next ?? min })}
          />
        </Labelled>
      ))}
      <div style={{ flex: 1, paddingTop: 18 }}>
        <Checkbox
          checked={value.appliesRatios}
          onChange={(event) => onChange({ ...value, appliesRatios: event.target.checked })}
        >
          {t('modbus.appliesRatios')}
        </Checkbox>
        <div style={{ fontSize: 12, opacity: 0.7, paddingLeft: 24 }}>{t('modbus.appliesRatiosHint')}</div>
      </div>
    </div>
  );
}
