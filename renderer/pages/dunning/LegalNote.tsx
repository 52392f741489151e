import { Alert, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { LEGAL_MINIMUM, type Service } from '../../../main/modules/dunning/legal.domain.ts';

const COLOURS = { official: 'green', secondary: 'gold', unconfirmed: 'red' } as const;

/** What the law asks for at least, where that stands, and how sure it is. */
export function LegalNote({ service }: { service: Service }) {
  const { t } = useTranslation('dunning');
  const legal = LEGAL_MINIMUM[service];
  const { noticeDays, finalCallMinutes } = legal;
  return (
    <aside>
      <h2 style={{ fontSize: 15, marginTop: 0 }}>{t('legalTitle')}</h2>
      {legal.mayStop ? (
        <ul>
          <li>{t('legal.overdue', { days: legal.overdueDays })}</li>
          <li>{t('legal.notice', noticeDays)}</li>
          {finalCallMinutes.person > 0 && <li>{t('legal.call', finalCallMinutes)}</li>}
          <li>{t('legal.restore', { hours: legal.restoreHours })}</li>
        </ul>
      ) : (
        <Alert type="error" showIcon title={t('legal.forbidden')} />
      )}
      <h3 style={{ fontSize: 14 }}>{t('sources')}</h3>
      <ul style={{ listStyle: 'none', padding: 0, display: 'grid', gap: 6 }}>
        {legal.sources.map((source) => (
          <li key={source.about}>
            <Tag color={COLOURS[source.confidence]}>{t(`confidence.${source.confidence}`)}</Tag>
            {source.text}
          </li>
        ))}
      </ul>
      <p>{t('legalHint')}</p>
    </aside>
  );
}
