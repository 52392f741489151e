import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';

const PLACES = [
  { path: '/polling', key: 'schedules' },
  { path: '/polling/gaps', key: 'gaps' },
  { path: '/load', key: 'load' },
  { path: '/alerts', key: 'alerts' },
] as const;

/** What should have come by itself and what did not, what came of it, and what is odd. */
export function PollingNav() {
  const { t } = useTranslation('polling');
  const navigate = useNavigate();
  const { pathname } = useLocation();
  return (
    <Segmented
      aria-label={t('places')}
      value={pathname}
      options={PLACES.map((place) => ({ value: place.path as string, label: t(`place.${place.key}`) }))}
      onChange={(path) => navigate(path)}
    />
  );
}
