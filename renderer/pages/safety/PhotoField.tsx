import { CameraOutlined, DeleteOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { PhotoId } from '../../../main/shared/ids.ts';
import { stationError, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Photo } from './Photo.tsx';
import { shrinkPhoto } from './shrink-photo.ts';

/** Takes or chooses one photo, makes it smaller, sends it, and shows what was kept. On a phone it opens the camera. */
export function PhotoField(props: {
  value?: number | null;
  onChange?: (photoId: PhotoId | null) => void;
  label?: string;
}) {
  const { t } = useTranslation('safety');
  const input = useRef<HTMLInputElement>(null);
  const upload = useMutation(trpc.safety.uploadPhoto.mutationOptions());
  const shrink = useMutation({
    mutationFn: shrinkPhoto,
    onSuccess: (base64) => {
      upload.mutate({ base64 }, { onSuccess: (photoId) => props.onChange?.(PhotoId.parse(photoId)) });
    },
  });
  const isBusy = shrink.isPending || upload.isPending;
  return (
    <span style={{ display: 'inline-flex', gap: 8, alignItems: 'center', flexWrap: 'wrap' }}>
      <input
        ref={input}
        type="file"
        accept="image/*"
        capture="environment"
        // antd's form shows every file input; the button below is the one to be seen.
        style={{ display: 'none' }}
        aria-label={props.label ?? t('photo.add')}
        onChange={(event) => {
          const file = event.target.files?.[0];
          // The same file may be chosen again after it was removed.
          event.target.value = '';
          if (file) shrink.mutate(file);
        }}
      />
      {props.value ? (
        <>
          <Photo photoId={props.value} size={56} />
          <Button icon={<DeleteOutlined />} aria-label={t('photo.remove')} onClick={() => props.onChange?.(null)} />
        </>
      ) : (
        <Button icon={<CameraOutlined />} loading={isBusy} onClick={() => input.current?.click()}>
          {props.label ?? t('photo.add')}
        </Button>
      )}
      {shrink.error && !stationError(shrink.error) && <span role="alert">{t('photo.unreadable')}</span>}
      {upload.error && <ErrorNote error={upload.error} />}
    </span>
  );
}
