import { useTranslation } from 'react-i18next';
import { formatMilli } from '../../../main/shared/quantity.ts';
import type { Registers } from './device-state.ts';

const COLUMNS = [
  ['total', 'totalMilli'],
  ['sharp', 'sharpMilli'],
  ['peak', 'peakMilli'],
  ['flat', 'flatMilli'],
  ['valley', 'valleyMilli'],
] as const;

/** The registers of one meter; what it does not have is a dash. */
export function RegisterTable(props: { registers: Registers }) {
  const { t } = useTranslation('devices');
  const cell = { textAlign: 'right', padding: '2px 10px', fontWeight: 400 } as const;
  return (
    <table className="figures" style={{ borderCollapse: 'collapse' }}>
      <thead>
        <tr>
          {COLUMNS.map(([name]) => (
            <th key={name} style={cell}>
              {t(`registers.${name}`)}
            </th>
          ))}
          <th />
        </tr>
      </thead>
      <tbody>
        <tr>
          {COLUMNS.map(([name, field]) => {
            const value = props.registers[field];
            return (
              <td key={name} style={{ ...cell, fontWeight: name === 'total' ? 600 : 400 }}>
                {value === null ? '—' : formatMilli(value, 2)}
              </td>
            );
          })}
          <td>{t('registers.unit')}</td>
        </tr>
      </tbody>
    </table>
  );
}
