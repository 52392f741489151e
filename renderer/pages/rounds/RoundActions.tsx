import { useMutation } from '@tanstack/react-query';
import { Button, Modal, Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RequestId, UserId } from '../../../main/shared/ids.ts';
import { newRequestId, type Outputs, queryClient, trpc } from '../../app/api.ts';
import { newId } from '../../app/ids.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { isComplete, type RoundSettings, SettingsFields } from './SettingsFields.tsx';
import { saveFile } from './save-file.ts';

type Round = Outputs['rounds']['get'];

/** Export to a stick, another reader or setting, and the end of a round. */
export function RoundActions(props: { round: Round }) {
  const { t } = useTranslation('rounds');
  const { round } = props;
  const [open, setOpen] = useState<'change' | 'close'>();
  const exporting = useMutation(trpc.rounds.exportFile.mutationOptions({ onSuccess: saveFile }));
  const leave = () => setOpen(undefined);
  if (round.state === 'closed') return <ReopenButton round={round} />;
  return (
    <>
      <Button
        loading={exporting.isPending}
        onClick={() => exporting.mutate({ roundUid: round.roundUid, downloadUid: newId() })}
      >
        {t('export')}
      </Button>
      <Button onClick={() => setOpen('change')}>{t('change')}</Button>
      <Button type="primary" onClick={() => setOpen('close')}>
        {t('close')}
      </Button>
      {exporting.error && <ErrorNote error={exporting.error} />}
      {open === 'change' && <ChangeDialog round={round} onClose={leave} />}
      {open === 'close' && <CloseDialog round={round} onClose={leave} />}
    </>
  );
}

const refresh = () => queryClient.invalidateQueries({ queryKey: trpc.rounds.pathKey() });

function ChangeDialog(props: { round: Round; onClose: () => void }) {
  const { t } = useTranslation('rounds');
  const { round, onClose } = props;
  const { name, readerId, dueOn, showsLast, needsPhoto, highPercent, agreePercent, roundId, version } = round;
  const [settings, setSettings] = useState<RoundSettings>({
    name,
    readerId,
    dueOn,
    showsLast,
    needsPhoto,
    highPercent,
    agreePercent,
  });
  const onSuccess = () => {
    refresh();
    onClose();
  };
  const changing = useMutation(trpc.rounds.change.mutationOptions({ onSuccess }));
  const save = () => {
    if (settings.readerId === null || settings.dueOn === null) return;
    const reader = UserId.parse(settings.readerId);
    changing.mutate({
      ...settings,
      name: settings.name.trim(),
      dueOn: settings.dueOn,
      readerId: reader,
      roundId,
      version,
    });
  };
  return (
    <Modal
      open
      title={t('changeTitle', { name })}
      okText={t('save')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: !isComplete(settings) }}
      confirmLoading={changing.isPending}
      onOk={save}
      onCancel={onClose}
    >
      {changing.error && <ErrorNote error={changing.error} />}
      {round.state !== 'planned' && <p>{t('changeOut')}</p>}
      <SettingsFields settings={settings} onChange={(part) => setSettings((before) => ({ ...before, ...part }))} />
    </Modal>
  );
}

function ReopenButton(props: { round: Round }) {
  const { t } = useTranslation('rounds');
  const { roundId, version, name } = props.round;
  const [requestId, setRequestId] = useState(() => RequestId.parse(newRequestId()));
  const onSuccess = () => {
    setRequestId(RequestId.parse(newRequestId()));
    refresh();
  };
  const reopening = useMutation(trpc.rounds.reopen.mutationOptions({ onSuccess }));
  return (
    <>
      <Popconfirm
        title={t('reopenTitle', { name })}
        description={t('reopenHint')}
        okText={t('reopen')}
        cancelText={t('cancel')}
        onConfirm={() => reopening.mutate({ roundId, version, requestId })}
      >
        <Button loading={reopening.isPending}>{t('reopen')}</Button>
      </Popconfirm>
      {reopening.error && <ErrorNote error={reopening.error} />}
    </>
  );
}

function CloseDialog(props: { round: Round; onClose: () => void }) {
  const { t } = useTranslation('rounds');
  const { round, onClose } = props;
  const [requestId] = useState(() => RequestId.parse(newRequestId()));
  const onSuccess = () => {
    refresh();
    onClose();
  };
  const closing = useMutation(trpc.rounds.close.mutationOptions({ onSuccess }));
  const unread = round.stops - round.read - round.noAccess;
  return (
    <Modal
      open
      title={t('closeTitle', { name: round.name })}
      okText={t('close')}
      cancelText={t('cancel')}
      confirmLoading={closing.isPending}
      onOk={() => closing.mutate({ roundId: round.roundId, version: round.version, requestId })}
      onCancel={onClose}
    >
      {closing.error && <ErrorNote error={closing.error} />}
      <p>{t('closeHint', { unread, noAccess: round.noAccess, waits: round.waits })}</p>
      <p>{t('closeLater')}</p>
    </Modal>
  );
}
