import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VisitOutcome } from '../../../main/modules/safety/inspections.schema.ts';
import { type Outputs, trpc } from '../../app/api.ts';
import { EmptyNote } from '../../ui/DataTable.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { AccountSearch } from '../customers/AccountSearch.tsx';
import type { SearchHit } from '../customers/useAccountSearch.ts';
import { ChecklistKeys } from './ChecklistKeys.tsx';
import { SubmittedNote } from './SubmittedNote.tsx';
import { VisitForm } from './VisitForm.tsx';
import { VisitHistory } from './VisitHistory.tsx';

type OnSubmitted = (submitted: Outputs['safety']['submitVisit'], outcome: VisitOutcome) => void;

/** A visit to a household: who, what happened there last time, the checklist or why there was none. */
export function VisitPage() {
  const { t } = useTranslation('safety');
  const [account, setAccount] = useState<SearchHit>();
  const [submitted, setSubmitted] = useState<Outputs['safety']['submitVisit']>();
  const [outcome, setOutcome] = useState<VisitOutcome>('done');
  const begin = (hit: SearchHit | undefined) => {
    setAccount(hit);
    setSubmitted(undefined);
  };
  return (
    <PageFrame title={t('visit.title')} filters={account && !submitted && <ChecklistKeys />}>
      {submitted && account && (
        <SubmittedNote
          submitted={submitted}
          title={t(outcome === 'done' ? 'visit.submitted' : 'visit.recorded', {
            door: account.doorNo,
            name: account.customerName,
          })}
          {...(outcome !== 'done' && { notDone: t(`visit.notDone.${outcome}`) })}
          againLabel={t('visit.again')}
          onAgain={() => begin(undefined)}
        />
      )}
      {!submitted && (
        <>
          <div style={{ maxWidth: 560, marginBottom: 12 }}>
            <AccountSearch
              key={account?.accountId ?? 'none'}
              size="large"
              autoFocus={!account}
              onPick={begin}
              narrow={gasOfHousehold}
            />
          </div>
          {account ? (
            <Visit
              key={account.accountId}
              account={account}
              onSubmitted={(result, how) => {
                setOutcome(how);
                setSubmitted(result);
              }}
            />
          ) : (
            <EmptyNote title={t('visit.choose')} hint={t('visit.chooseHint')} />
          )}
        </>
      )}
    </PageFrame>
  );
}

/** The safety of a household is kept on its gas account: its other accounts would show a history of their own. */
function gasOfHousehold(hits: readonly SearchHit[]): readonly SearchHit[] {
  const withGas = new Set(hits.filter((hit) => hit.service === 'gas').map((hit) => hit.premisesId));
  return hits.filter((hit) => hit.service === 'gas' || !withGas.has(hit.premisesId));
}

function Visit(props: { account: SearchHit; onSubmitted: OnSubmitted }) {
  const { account } = props;
  const checklist = useQuery(trpc.safety.checklist.queryOptions({ kind: 'household' }));
  return (
    <>
      <VisitHistory account={account} />
      <VisitForm account={account} checklist={checklist} onSubmitted={props.onSubmitted} />
    </>
  );
}
