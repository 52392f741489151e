import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Outputs } from '../../app/api.ts';

/** What a meter's status word says of its relay. */
export function RelayState({ status }: { status: Outputs['devices']['relayStatus'] }) {
  const { t } = useTranslation('devices');
  const { isOpen, isOrderedOpen, isKeepingPower, isAlarming, word } = status;
  return (
    <div role="status" style={{ display: 'flex', gap: 8, alignItems: 'center', flexWrap: 'wrap' }}>
      <Tag color={isOpen ? 'error' : 'success'}>{t(isOpen ? 'relay.open' : 'relay.closed')}</Tag>
      {isOpen && !isOrderedOpen && <Tag color="warning">{t('relay.permitted')}</Tag>}
      {isKeepingPower && <Tag>{t('relay.kept')}</Tag>}
      {isAlarming && <Tag color="warning">{t('relay.alarming')}</Tag>}
      <span className="figures">{t('relay.word', { word: word.toString(16).toUpperCase().padStart(4, '0') })}</span>
    </div>
  );
}
