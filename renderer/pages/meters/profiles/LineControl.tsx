import { Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { type MeterProtocolName, USUAL_LINES } from '../../../../main/devices/config.schema.ts';
import { BAUD_RATES, type LineSettings } from '../../../../main/devices/link/line.schema.ts';

const PARITIES = ['none', 'even', 'odd'] as const;

/** How the meter speaks on its wire: as the bus is set, or by settings of its own. */
export function LineControl(props: {
  protocol: MeterProtocolName;
  value?: LineSettings | null;
  onChange?: (line: LineSettings | null) => void;
}) {
  const { t } = useTranslation('profiles');
  const { t: word } = useTranslation('devices');
  const { value = null, onChange = () => undefined } = props;
  return (
    <div>
      <div style={{ display: 'flex', alignItems: 'center', gap: 8, minHeight: 32 }}>
        <Switch
          size="small"
          aria-label={t('line.own')}
          checked={value !== null}
          onChange={(isOwn) => onChange(isOwn ? USUAL_LINES[props.protocol] : null)}
        />
        <span>{t(value ? 'line.own' : 'line.asBus')}</span>
      </div>
      {value && (
        <div style={{ display: 'flex', gap: 8 }}>
          <Select
            aria-label={word('form.baud')}
            style={{ flex: 1 }}
            value={value.baud}
            options={BAUD_RATES.map((baud) => ({ value: baud, label: String(baud) }))}
            onChange={(baud) => onChange({ ...value, baud })}
          />
          <Select
            aria-label={word('form.parity')}
            style={{ flex: 1 }}
            value={value.parity}
            options={PARITIES.map((parity) => ({ value: parity, label: word(`form.parities.${parity}`) }))}
            onChange={(parity) => onChange({ ...value, parity })}
          />
          <Select
            aria-label={word('form.dataBits')}
            style={{ width: 64 }}
            value={value.dataBits}
            options={([7, 8] as const).map((bits) => ({ value: bits, label: String(bits) }))}
            onChange={(dataBits) => onChange({ ...value, dataBits })}
          />
          <Select
            aria-label={word('form.stopBits')}
            style={{ width: 64 }}
            value={value.stopBits}
            options={([1, 2] as const).map((bits) => ({ value: bits, label: String(bits) }))}
            onChange={(stopBits) => onChange({ ...value, stopBits })}
          />
        </div>
      )}
    </div>
  );
}
