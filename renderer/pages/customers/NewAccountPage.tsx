import { useQuery } from '@tanstack/react-query';
import { App, Button, Steps } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { z } from 'zod';
import { CustomerId } from '../../../main/shared/ids.ts';
import { trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { useSearchState } from '../../ui/useSearchState.ts';
import { AccountStep } from './AccountStep.tsx';
import { CustomerStep } from './CustomerStep.tsx';
import { PremisesStep } from './PremisesStep.tsx';
import { ReviewStep } from './ReviewStep.tsx';
import { type NewAccount, useNewAccount } from './useNewAccount.ts';

const STEPS = ['customer', 'premises', 'account', 'review'] as const;
const View = z.object({ customerId: z.coerce.number().default(0) });

/** Opening an account: who, where, what with which meter, and a look at all of it before the last button. */
export function NewAccountPage() {
  const { t } = useTranslation('customers');
  const navigate = useNavigate();
  const { message } = App.useApp();
  const [view] = useSearchState(View);
  const known = CustomerId.safeParse(view.customerId);
  const given = useQuery(
    trpc.customers.get.queryOptions({ customerId: known.data as CustomerId }, { enabled: known.success }),
  );
  const [step, setStep] = useState(0);
  const [draft, setDraft] = useState<NewAccount>({});
  const opening = useNewAccount(({ customerId, accountNo }) => {
    message.success(t('wizard.done', { accountNo }));
    navigate(`/customers/${customerId}`, { replace: true });
  });
  const complete = (part: NewAccount) => {
    setDraft((before) => ({ ...before, ...part }));
    setStep(step + 1);
  };
  const back = () => setStep(step - 1);
  if (known.success && given.isPending) return null;

  return (
    <PageFrame title={t('wizard.title')} extra={<Button onClick={() => navigate(-1)}>{t('form.cancel')}</Button>}>
      <Steps
        size="small"
        current={step}
        onChange={(to) => to < step && setStep(to)}
        items={STEPS.map((key) => ({ title: t(`wizard.${key}`) }))}
        style={{ maxWidth: 900, margin: '4px 0 20px' }}
      />
      {given.error && <ErrorNote error={given.error} onRetry={() => given.refetch()} />}
      <Hidden isHidden={step !== 0}>
        <CustomerStep given={given.data} onNext={(customer) => complete({ customer })} />
      </Hidden>
      <Hidden isHidden={step !== 1}>
        <PremisesStep customer={draft.customer} onBack={back} onNext={(premises) => complete({ premises })} />
      </Hidden>
      <Hidden isHidden={step !== 2}>
        <AccountStep
          premises={draft.premises}
          onBack={back}
          onNext={(account, meter) => complete({ account, meter })}
        />
      </Hidden>
      {step === 3 && (
        <ReviewStep
          draft={draft}
          isPending={opening.isPending}
          error={opening.error}
          onBack={back}
          onSubmit={() => opening.submit(draft)}
        />
      )}
    </PageFrame>
  );
}

/** A step keeps what was typed into it while another one is shown; the shown one has the keyboard. */
function Hidden(props: { isHidden: boolean; children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  const { isHidden } = props;
  useEffect(() => {
    if (!isHidden) box.current?.querySelector<HTMLElement>('input:not([type=radio]):not([type=checkbox])')?.focus();
  }, [isHidden]);
  return (
    <div ref={box} hidden={isHidden} inert={isHidden}>
      {props.children}
    </div>
  );
}
