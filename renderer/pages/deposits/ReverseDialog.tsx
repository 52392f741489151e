import { useMutation } from '@tanstack/react-query';
import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import type { DepositId, DepositReturnId } from '../../../main/shared/ids.ts';
import { formatYuan } from '../../../main/shared/money.ts';
import { queryClient, trpc } from '../../app/api.ts';
import { ReasonDialog } from '../../ui/ReasonDialog.tsx';

export type Reversible = { readonly no: string; readonly amountFen: number } & (
  | { readonly depositId: DepositId }
  | { readonly returnId: DepositReturnId }
);

/** Undoes a deposit that was never taken, or a return whose money came back. */
export function ReverseDialog({ reversible, onClose }: { reversible: Reversible; onClose: () => void }) {
  const { t } = useTranslation('deposits');
  const { message } = App.useApp();
  const onSuccess = () => {
    message.success(t('reverse.done', { no: reversible.no }));
    queryClient.invalidateQueries();
    onClose();
  };
  const deposit = useMutation(trpc.deposits.reverse.mutationOptions({ onSuccess }));
  const given = useMutation(trpc.deposits.reverseReturn.mutationOptions({ onSuccess }));
  const isDeposit = 'depositId' in reversible;
  return (
    <ReasonDialog
      title={t('reverse.title', { no: reversible.no })}
      what={t(isDeposit ? 'reverse.whatDeposit' : 'reverse.whatReturn', { amount: formatYuan(reversible.amountFen) })}
      submit={t('reverse.button')}
      hint={t('reverse.hint')}
      isDanger
      mutation={isDeposit ? deposit : given}
      onSubmit={(asked) =>
        isDeposit
          ? deposit.mutate({ depositId: reversible.depositId, ...asked })
          : given.mutate({ returnId: reversible.returnId, ...asked })
      }
      onClose={onClose}
    />
  );
}
