import { Badge } from 'antd';
import { useTranslation } from 'react-i18next';
import { type Device, LIGHTS, moodOf } from './device-state.ts';

/** The light and its word: state is never colour alone. */
export function DeviceLight(props: { device: Pick<Device, 'isEnabled' | 'status'> }) {
  const { t } = useTranslation('devices');
  const mood = moodOf(props.device);
  return <Badge status={LIGHTS[mood]} text={t(`states.${mood}`)} style={{ whiteSpace: 'nowrap' }} />;
}
