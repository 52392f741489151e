import { useQuery } from '@tanstack/react-query';
import { Image, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { PhotoId } from '../../../main/shared/ids.ts';
import { trpc } from '../../app/api.ts';

/** A kept photo, small; a click shows it whole. Photos never change, so each is fetched once. */
export function Photo(props: { photoId: number; size?: number }) {
  const { t } = useTranslation('safety');
  const size = props.size ?? 72;
  const photo = useQuery(
    trpc.safety.photo.queryOptions({ photoId: PhotoId.parse(props.photoId) }, { staleTime: Number.POSITIVE_INFINITY }),
  );
  if (photo.error) return <span>{t('photo.missing')}</span>;
  if (!photo.data) return <Skeleton.Node active style={{ width: size, height: size }} />;
  return (
    <Image
      src={`data:${photo.data.mimeType};base64,${photo.data.base64}`}
      alt={t('photo.alt')}
      width={size}
      height={size}
      style={{ objectFit: 'cover', borderRadius: 4 }}
    />
  );
}
