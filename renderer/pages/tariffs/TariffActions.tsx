import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useMay } from '../../ui/useMay.ts';
import { saveText } from '../../ui/usePrintPreview.ts';
import { ActivateDialog } from './ActivateDialog.tsx';
import type { TariffRow } from './scheme.tsx';
import { fileOf } from './tariff-file.ts';

/** What may be done with a version: taken along as a file, put in force, made the default, thrown away. */
export function TariffActions({ tariff, onGone }: { tariff: TariffRow; onGone: () => void }) {
  const { t } = useTranslation('tariffs');
  const navigate = useNavigate();
  const { modal } = App.useApp();
  const mayWrite = useMay('tariffs.write');
  const [isActivating, setActivating] = useState(false);
  const setDefault = useMutation(trpc.tariffs.setDefault.mutationOptions());
  const deactivate = useMutation(trpc.tariffs.deactivate.mutationOptions());
  const discard = useMutation(trpc.tariffs.discard.mutationOptions({ onSuccess: onGone }));
  const exported = <Button onClick={() => exportFile(tariff)}>{t('exportFile')}</Button>;
  if (!mayWrite) return exported;
  const { tariffId, code, service, effectiveFrom: date } = tariff;
  const failure = setDefault.error ?? deactivate.error ?? discard.error;
  const ask = (title: string, okText: string, onOk: () => void) =>
    modal.confirm({ title, okText, cancelText: t('cancel'), okButtonProps: { danger: true }, onOk });
  return (
    <div style={{ display: 'flex', gap: 8 }}>
      {failure && <ErrorNote error={failure} />}
      {exported}
      <Button onClick={() => navigate(`/tariffs/${tariffId}/rehearsal`)}>{t('advice:rehearse')}</Button>
      {tariff.isActive && !tariff.isDefault && (
        <Button title={t('defaultNote')} onClick={() => setDefault.mutate({ service, code })}>
          {t('setDefault')}
        </Button>
      )}
      {tariff.isActive && tariff.billCount === 0 && (
        <Button
          onClick={() =>
            ask(t('deactivateTitle', { code, date }), t('deactivate'), () => deactivate.mutate({ tariffId }))
          }
        >
          {t('deactivate')}
        </Button>
      )}
      {!tariff.isActive && tariff.billCount === 0 && (
        <Button
          danger
          onClick={() => ask(t('discardTitle', { code, date }), t('discard'), () => discard.mutate({ tariffId }))}
        >
          {t('discard')}
        </Button>
      )}
      {!tariff.isActive && (
        <Button type="primary" onClick={() => setActivating(true)}>
          {t('activate')}
        </Button>
      )}
      {isActivating && <ActivateDialog tariff={tariff} onClose={() => setActivating(false)} />}
    </div>
  );
}

function exportFile(tariff: TariffRow): void {
  saveText(`${tariff.code}_${tariff.effectiveFrom}.json`, fileOf(tariff), 'application/json');
}
