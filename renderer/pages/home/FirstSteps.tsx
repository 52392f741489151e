import { CheckCircleFilled, RightCircleOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { theme } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { trpc } from '../../app/api.ts';
import { useMay } from '../../ui/useMay.ts';

/** The way from an empty station to its first bill. Disappears when every step is done. */
export function FirstSteps() {
  const { t } = useTranslation('home');
  const { token } = theme.useToken();
  const mayUsers = useMay('users.manage');
  const users = useQuery(trpc.users.list.queryOptions(undefined, { enabled: mayUsers }));
  const tariffs = useQuery(trpc.tariffs.list.queryOptions());
  const accounts = useQuery(trpc.customers.list.queryOptions({ page: 1, pageSize: 1 }));
  const devices = useQuery(trpc.devices.list.queryOptions());
  if (tariffs.isPending || accounts.isPending || devices.isPending) return null;
  const steps = [
    ...(mayUsers ? [{ key: 'users', to: '/users', isDone: (users.data?.length ?? 0) > 1 }] : []),
    { key: 'tariffs', to: '/tariffs', isDone: (tariffs.data ?? []).some((tariff) => tariff.isActive) },
    { key: 'customers', to: '/import', isDone: (accounts.data?.total ?? 0) > 0 },
    { key: 'devices', to: '/devices', isDone: (devices.data?.length ?? 0) > 0 },
  ];
  if (steps.every((step) => step.isDone)) return null;
  return (
    <section
      aria-label={t('firstSteps')}
      style={{
        padding: '12px 16px',
        marginBottom: 12,
        background: token.colorBgContainer,
        border: `1px solid ${token.colorBorderSecondary}`,
      }}
    >
      <strong>{t('firstSteps')}</strong>
      <ol style={{ listStyle: 'none', margin: '8px 0 0', padding: 0, display: 'grid', gap: 6 }}>
        {steps.map(({ key, to, isDone }) => (
          <li key={key} style={{ display: 'flex', gap: 8, alignItems: 'baseline' }}>
            {isDone ? (
              <CheckCircleFilled style={{ color: token.colorSuccess }} aria-label={t('done')} />
            ) : (
              <RightCircleOutlined style={{ color: token.colorPrimary }} aria-label={t('todo')} />
            )}
            <Link to={to}>{t(`step.${key}`)}</Link>
            <span style={{ color: token.colorTextSecondary }}>{t(`stepHint.${key}`)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
