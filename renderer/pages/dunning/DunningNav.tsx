import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { useMay } from '../../ui/useMay.ts';

const PLACES = [
  { path: '/dunning', key: 'worklist' },
  { path: '/dunning/orders', key: 'orders' },
  { path: '/dunning/messages', key: 'messages' },
  { path: '/dunning/rules', key: 'rules' },
  { path: '/dunning/texts', key: 'texts' },
] as const;

/** The pages of dunning stand behind one word of the rail. */
export function DunningNav() {
  const { t } = useTranslation('dunning');
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const maySettings = useMay('dunning.rules');
  return (
    <Segmented
      aria-label={t('places')}
      value={pathname}
      options={PLACES.filter((place) => place.key !== 'texts' || maySettings).map((place) => ({
        value: place.path as string,
        label: t(`place.${place.key}`),
      }))}
      onChange={(path) => navigate(path)}
    />
  );
}
