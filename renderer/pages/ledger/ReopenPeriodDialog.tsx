import { useMutation } from '@tanstack/react-query';
import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { queryClient, trpc } from '../../app/api.ts';
import { ReasonDialog } from '../../ui/ReasonDialog.tsx';

/** Opens the last closed month again, with a reason that stays on the page and in the audit trail. */
export function ReopenPeriodDialog({ month, onClose }: { month: string; onClose: () => void }) {
  const { t } = useTranslation('periods');
  const { message } = App.useApp();
  const reopen = useMutation(
    trpc.periods.reopen.mutationOptions({
      onSuccess: () => {
        message.success(t('reopen.done', { month }));
        queryClient.invalidateQueries();
        onClose();
      },
    }),
  );
  return (
    <ReasonDialog
      title={t('reopen.title', { month })}
      what={t('reopen.what')}
      submit={t('reopen.submit', { month })}
      hint={t('reopen.reasonHint')}
      isDanger
      mutation={reopen}
      onSubmit={(asked) => reopen.mutate({ month, ...asked })}
      onClose={onClose}
    />
  );
}
