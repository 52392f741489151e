import { useQuery } from '@tanstack/react-query';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { trpc } from '../../app/api.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';

export function UsersPage() {
  const { t } = useTranslation('users');
  const users = useQuery(trpc.users.list.queryOptions());
  return (
    <PageFrame title={t('title')}>
      <DataTable
        query={users}
        rowKey="id"
        empty={{ title: t('empty') }}
        columns={[
          { title: t('loginName'), dataIndex: 'loginName' },
          { title: t('displayName'), dataIndex: 'displayName' },
          {
            title: t('roles'),
            render: (_, user) => user.roles.map((role) => <Tag key={role}>{t(`role.${role}`)}</Tag>),
          },
          { title: t('state'), render: (_, user) => (user.isActive ? t('active') : t('inactive')) },
        ]}
      />
    </PageFrame>
  );
}
