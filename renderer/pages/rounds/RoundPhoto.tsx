import { useQuery } from '@tanstack/react-query';
import { Image, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { trpc } from '../../app/api.ts';

const SIZE = 44;

/** The meter as it was photographed, small; a click shows it whole. A photo never changes, so it is fetched once. */
export function RoundPhoto(props: { photoUid: string }) {
  const { t } = useTranslation('rounds');
  const { photoUid } = props;
  const photo = useQuery(trpc.rounds.photo.queryOptions({ photoUid }, { staleTime: Number.POSITIVE_INFINITY }));
  if (photo.error) return <span>{t('photoUnreadable')}</span>;
  if (!photo.data) return <Skeleton.Node active style={{ width: SIZE, height: SIZE }} />;
  return (
    <Image
      src={`data:${photo.data.mimeType};base64,${photo.data.base64}`}
      alt={t('photo')}
      width={SIZE}
      height={SIZE}
      style={{ objectFit: 'cover', borderRadius: 4 }}
    />
  );
}
