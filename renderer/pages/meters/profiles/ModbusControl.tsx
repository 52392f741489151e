import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { presetNamed } from '../../../../main/devices/meter-modbus/presets.schema.ts';
import type { ModbusProfile } from '../../../../main/devices/meter-modbus/profile.schema.ts';
import { ModbusEditor } from './ModbusEditor.tsx';
import type { TestPlace } from './useTestReading.ts';

/** The register map of a Modbus meter in one line, and the way into it. */
export function ModbusControl(props: {
  value: ModbusProfile;
  onChange: (profile: ModbusProfile) => void;
  place: TestPlace | undefined;
}) {
  const { t } = useTranslation('profiles');
  const [isOpen, setOpen] = useState(false);
  const { registers, preset } = props.value;
  const name = presetNamed(preset)?.name ?? (preset || t('modbus.own'));
  return (
    <div style={{ display: 'flex', alignItems: 'center', gap: 12, minHeight: 32 }}>
      <span style={{ flex: 1 }}>
        {registers.length === 0 ? t('modbus.none') : t('modbus.summary', { name, count: registers.length })}
      </span>
      <Button onClick={() => setOpen(true)}>{t('modbus.open')}</Button>
      {isOpen && (
        <ModbusEditor
          profile={props.value}
          place={props.place}
          onSave={(profile) => {
            props.onChange(profile);
            setOpen(false);
          }}
          onClose={() => setOpen(false)}
        />
      )}
    </div>
  );
}
