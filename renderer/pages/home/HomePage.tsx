import { useTranslation } from 'react-i18next';
import { PageFrame } from '../../ui/PageFrame.tsx';

/** First page: what needs somebody today. */
export function HomePage() {
  const { t } = useTranslation('home');
  return <PageFrame title={t('title')}>{t('nothing')}</PageFrame>;
}
