import { useQuery } from '@tanstack/react-query';
import { ConfigProvider, Segmented, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { Service } from '../../../main/modules/dunning/rule.schema.ts';
import { trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { useSearchState } from '../../ui/useSearchState.ts';
import { DunningNav } from './DunningNav.tsx';
import { LegalNote } from './LegalNote.tsx';
import { RuleForm } from './RuleForm.tsx';

const Search = z.object({ service: Service.default('electricity').catch('electricity') });

const COMPACT = { components: { Form: { itemMarginBottom: 12 } } };

/** How each service is dunned, beside what the law asks for at least. */
export function RulesPage() {
  const { t } = useTranslation('dunning');
  const [search, setSearch] = useSearchState(Search);
  const rules = useQuery(trpc.dunning.rules.queryOptions());
  const view = rules.data?.find((rule) => rule.service === search.service);
  return (
    <PageFrame
      title={t('title')}
      beside={<DunningNav />}
      extra={
        <Segmented
          aria-label={t('service')}
          value={search.service}
          options={Service.options.map((value) => ({ value, label: t(`services.${value}`) }))}
          onChange={(service) => setSearch({ service })}
        />
      }
    >
      {rules.error && <ErrorNote error={rules.error} onRetry={() => rules.refetch()} />}
      {rules.isPending && <Skeleton active paragraph={{ rows: 8 }} />}
      {view && (
        <div style={{ display: 'grid', gridTemplateColumns: 'minmax(0, 3fr) minmax(0, 2fr)', gap: 24 }}>
          <section>
            <ConfigProvider theme={COMPACT}>
              <RuleForm key={`${view.service} ${view.version}`} view={view} />
            </ConfigProvider>
          </section>
          <LegalNote service={view.service} />
        </div>
      )}
    </PageFrame>
  );
}
