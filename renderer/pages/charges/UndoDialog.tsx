import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { formatYuan } from '../../../main/shared/money.ts';
import { type Outputs, queryClient, trpc } from '../../app/api.ts';
import { ReasonDialog } from '../../ui/ReasonDialog.tsx';

type Charges = Outputs['charges']['ofBill'];
type Undone = { readonly adjustment: Charges['adjustments'][number] } | { readonly waiver: Charges['waivers'][number] };

/** Takes a discount, write-off or waiver back: the amount is owed again. */
export function UndoDialog({ undone, onClose }: { undone: Undone; onClose: () => void }) {
  const { t } = useTranslation('charges');
  const onSuccess = () => {
    queryClient.invalidateQueries();
    onClose();
  };
  const reverse = useMutation(trpc.charges.reverseAdjustment.mutationOptions({ onSuccess }));
  const revoke = useMutation(trpc.charges.revokeWaiver.mutationOptions({ onSuccess }));
  if ('waiver' in undone)
    return (
      <ReasonDialog
        title={t('revoke')}
        what={t('revokeWhat', { amount: formatYuan(undone.waiver.amountFen) })}
        submit={t('revoke')}
        hint={t('reasonHint')}
        isDanger
        mutation={revoke}
        onSubmit={(asked) => revoke.mutate({ waiverId: undone.waiver.waiverId, ...asked })}
        onClose={onClose}
      />
    );
  const { adjustmentId, amountFen, kind } = undone.adjustment;
  return (
    <ReasonDialog
      title={t('reverseTitle', { what: t(`kinds.${kind}`) })}
      what={t('reverseWhat', { amount: formatYuan(amountFen) })}
      submit={t('reverse')}
      hint={t('reasonHint')}
      isDanger
      mutation={reverse}
      onSubmit={(asked) => reverse.mutate({ adjustmentId, ...asked })}
      onClose={onClose}
    />
  );
}
