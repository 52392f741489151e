import { Descriptions } from 'antd';
import { useTranslation } from 'react-i18next';
import { gradeOf, type Modem } from './device-state.ts';

/** "-71 dBm（好）". */
export function SignalText({ signalDbm }: Pick<Modem, 'signalDbm'>) {
  const { t } = useTranslation('devices');
  const grade = t(`modem.signals.${gradeOf(signalDbm)}`);
  return <span className="figures">{signalDbm === null ? grade : t('modem.dbm', { dbm: signalDbm, grade })}</span>;
}

/** What a modem says of its card and its network. */
export function ModemInfo({ modem }: { modem: Modem }) {
  const { t } = useTranslation('devices');
  return (
    <Descriptions
      size="small"
      column={2}
      items={[
        { key: 'card', label: t('modem.card'), children: t(`modem.cards.${modem.sim}`) },
        { key: 'signal', label: t('modem.signal'), children: <SignalText signalDbm={modem.signalDbm} /> },
        { key: 'network', label: t('modem.network'), children: t(`modem.networks.${modem.network}`) },
        { key: 'name', label: t('modem.name'), children: modem.name || '—' },
      ]}
    />
  );
}
