import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { queryClient, trpc } from '../../app/api.ts';
import { ReasonDialog } from '../../ui/ReasonDialog.tsx';

/** Settles an event or voids a test: what both take is a reason. */
export function SettleDialog(props: { kind: 'settle' | 'void'; id: number; onClose: () => void }) {
  const { t } = useTranslation('accuracy');
  const { kind, id, onClose } = props;
  const onSuccess = () => {
    queryClient.invalidateQueries();
    onClose();
  };
  const settle = useMutation(trpc.accuracy.settleEvent.mutationOptions({ onSuccess }));
  const voiding = useMutation(trpc.accuracy.voidTest.mutationOptions({ onSuccess }));
  return (
    <ReasonDialog
      title={t(`reason.title.${kind}`)}
      what={t(`reason.what.${kind}`)}
      label={t(`reason.label.${kind}`)}
      submit={t(`reason.submit.${kind}`)}
      isDanger={kind === 'void'}
      mutation={kind === 'settle' ? settle : voiding}
      onSubmit={({ reason, requestId }) =>
        kind === 'settle'
          ? settle.mutate({ meterEventId: id, note: reason, requestId })
          : voiding.mutate({ testId: id, reason, requestId })
      }
      onClose={onClose}
    />
  );
}
