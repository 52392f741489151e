import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Outputs, trpc } from '../../app/api.ts';
import { EmptyNote } from '../../ui/DataTable.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { AccountSearch } from '../customers/AccountSearch.tsx';
import type { SearchHit } from '../customers/useAccountSearch.ts';
import { ChecklistKeys } from './ChecklistKeys.tsx';
import { SubmittedNote } from './SubmittedNote.tsx';
import { VisitForm } from './VisitForm.tsx';
import { VisitHistory } from './VisitHistory.tsx';

/** A visit to a household: who, what happened there last time, the checklist or why there was none. */
export function VisitPage() {
  const { t } = useTranslation('safety');
  const [account, setAccount] = useState<SearchHit>();
  const [submitted, setSubmitted] = useState<Outputs['safety']['submitVisit']>();
  const begin = (hit: SearchHit | undefined) => {
    setAccount(hit);
    setSubmitted(undefined);
  };
  return (
    <PageFrame title={t('visit.title')} filters={account && !submitted && <ChecklistKeys />}>
      {submitted && account && (
        <SubmittedNote
          submitted={submitted}
          title={t('visit.submitted', { door: account.doorNo, name: account.customerName })}
          againLabel={t('visit.again')}
          onAgain={() => begin(undefined)}
        />
      )}
      {!submitted && (
        <>
          <div style={{ maxWidth: 560, marginBottom: 12 }}>
            <AccountSearch key={account?.accountId ?? 'none'} size="large" autoFocus={!account} onPick={begin} />
          </div>
          {account ? (
            <Visit key={account.accountId} account={account} onSubmitted={setSubmitted} />
          ) : (
            <EmptyNote title={t('visit.choose')} hint={t('visit.chooseHint')} />
          )}
        </>
      )}
    </PageFrame>
  );
}

function Visit(props: { account: SearchHit; onSubmitted: (submitted: Outputs['safety']['submitVisit']) => void }) {
  const { account } = props;
  const checklist = useQuery(trpc.safety.checklist.queryOptions({ kind: 'household' }));
  return (
    <>
      <VisitHistory account={account} />
      <VisitForm account={account} checklist={checklist} onSubmitted={props.onSubmitted} />
    </>
  );
}
