import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { EmptyNote } from '../../ui/EmptyNote.tsx';

export function NotFound() {
  const { t } = useTranslation('shell');
  const navigate = useNavigate();
  return <EmptyNote title={t('notFound')} action={{ label: t('toFirstPage'), onClick: () => navigate('/') }} />;
}
