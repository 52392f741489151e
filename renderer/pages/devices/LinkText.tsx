import { useTranslation } from 'react-i18next';
import type { DeviceLink } from '../../../main/devices/config.schema.ts';
import { linkText } from './device-state.ts';

export function LinkText(props: { link: DeviceLink }) {
  const { t } = useTranslation('devices');
  const { link } = props;
  return (
    <span className="figures">
      {linkText(link) ?? (link.type === 'memory' ? t('simulated', { name: link.name }) : '')}
    </span>
  );
}
