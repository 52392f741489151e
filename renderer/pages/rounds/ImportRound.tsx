import { ImportOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { App, Button, Modal } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { stationError } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useMay } from '../../ui/useMay.ts';
import { type ImportedFile, importRoundFile, NoRoundFile } from './import-file.ts';

/** Takes in a round that came back on a stick, and says what it brought. */
export function ImportRound(props: { onImported: (roundId: number) => void }) {
  const { t } = useTranslation('rounds');
  const { modal } = App.useApp();
  const mayWalk = useMay('rounds.walk');
  const input = useRef<HTMLInputElement>(null);
  const taking = useMutation({
    mutationFn: importRoundFile,
    onSuccess: (result: ImportedFile) => {
      modal.success({
        title: t('imported'),
        content: t('importedFigures', { ...result, photos: result.photosMissing.length }),
        okText: t('ok'),
        onOk: () => props.onImported(result.roundId),
      });
    },
  });
  if (!mayWalk) return null;
  return (
    <>
      <input
        ref={input}
        type="file"
        accept="application/json,.json"
        style={{ display: 'none' }}
        aria-label={t('import')}
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file) taking.mutate(file);
        }}
      />
      <Button icon={<ImportOutlined />} loading={taking.isPending} onClick={() => input.current?.click()}>
        {t('import')}
      </Button>
      {taking.error && (
        <Modal open title={t('importFailed')} footer={null} onCancel={() => taking.reset()}>
          {taking.error instanceof NoRoundFile || !stationError(taking.error) ? (
            <p role="alert">{t(taking.error instanceof NoRoundFile ? 'notRoundFile' : 'importCutOff')}</p>
          ) : (
            <ErrorNote error={taking.error} />
          )}
        </Modal>
      )}
    </>
  );
}
