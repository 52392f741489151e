import { useQuery } from '@tanstack/react-query';
import { Alert, theme } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { localDate } from '../../../main/shared/dates.ts';
import { AccountId } from '../../../main/shared/ids.ts';
import { trpc } from '../../app/api.ts';
import { useToday } from '../../ui/useToday.ts';
import type { SearchHit } from '../customers/useAccountSearch.ts';
import { GradeTag, OutcomeText } from './tags.tsx';

/** Who lives there, the last visits, and the hazards that are still open. */
export function VisitHistory({ account }: { account: SearchHit }) {
  const { t } = useTranslation('safety');
  const { token } = theme.useToken();
  const { zone } = useToday();
  const accountId = AccountId.parse(account.accountId);
  const visits = useQuery(trpc.safety.inspections.queryOptions({ kind: 'household', accountId, page: 1, pageSize: 3 }));
  const hazards = useQuery(trpc.hazards.list.queryOptions({ show: 'unclosed', accountId, page: 1, pageSize: 20 }));
  const open = hazards.data?.items ?? [];
  return (
    <section aria-label={t('visit.account')} style={{ marginBottom: 12 }}>
      <div style={{ display: 'flex', gap: 16, flexWrap: 'wrap', alignItems: 'baseline' }}>
        <strong style={{ fontSize: 18 }}>{`${account.doorNo} ${account.customerName}`}</strong>
        <span className="figures">{account.accountNo}</span>
        <span className="figures">{account.phone}</span>
      </div>
      <div style={{ color: token.colorTextSecondary, margin: '4px 0 8px' }}>
        {visits.data?.items.length === 0 && t('visit.first')}
        {visits.data?.items.map((visit) => (
          <div key={visit.id} className="figures">
            {localDate(visit.inspectedAt, zone)} <OutcomeText outcome={visit.outcome} />
            {visit.failed > 0 && ` · ${t('visit.failed', { count: visit.failed })}`} · {visit.userName}
            {visit.note && ` · ${visit.note}`}
          </div>
        ))}
      </div>
      {open.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t('visit.openHazards', { count: open.length })}
          description={open.map((hazard) => (
            <div key={hazard.id}>
              <GradeTag grade={hazard.grade} />
              <Link to={`/safety/hazards?hazard=${hazard.id}`} className="figures">
                {hazard.hazardNo}
              </Link>{' '}
              {hazard.description} · {t('visit.foundOn', { date: hazard.foundOn })}
            </div>
          ))}
        />
      )}
    </section>
  );
}
