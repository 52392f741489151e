import { useQuery } from '@tanstack/react-query';
import { Button, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { localDateTime } from '../../../main/shared/dates.ts';
import { trpc } from '../../app/api.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { useToday } from '../../ui/useToday.ts';
import { UserDrawer } from './UserDrawer.tsx';
import type { User } from './user.ts';

/** Who may come in, and as what. */
export function UsersPage() {
  const { t } = useTranslation('users');
  const users = useQuery(trpc.users.list.queryOptions());
  const { zone } = useToday();
  const [open, setOpen] = useState<User | 'new' | null>(null);
  return (
    <PageFrame
      title={t('title')}
      extra={
        <Button type="primary" onClick={() => setOpen('new')}>
          {t('create')}
        </Button>
      }
    >
      <DataTable<User>
        query={users}
        rowKey="id"
        empty={{ title: t('empty') }}
        onOpen={setOpen}
        columns={[
          { title: t('displayName'), dataIndex: 'displayName', width: 160 },
          { title: t('loginName'), dataIndex: 'loginName', width: 160 },
          {
            title: t('roles'),
            render: (_, user) => user.roles.map((role) => <Tag key={role}>{t(`role.${role}`)}</Tag>),
          },
          {
            title: t('lastLogin'),
            width: 180,
            render: (_, user) => (
              <span className="figures">{user.lastLoginAt ? localDateTime(user.lastLoginAt, zone) : '—'}</span>
            ),
          },
          {
            title: t('state'),
            width: 150,
            render: (_, user) => {
              if (!user.isActive) return <Tag>{t('inactive')}</Tag>;
              return user.mustChangePassword ? <Tag color="orange">{t('mustChange')}</Tag> : t('active');
            },
          },
        ]}
      />
      {open && <UserDrawer user={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
    </PageFrame>
  );
}
