import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { type Outputs, trpc } from '../../app/api.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { RouteDrawer } from './RouteDrawer.tsx';

type Row = Outputs['rounds']['routes'][number];

/** Remembered ways through the buildings. */
export function RoutesPage() {
  const { t } = useTranslation('rounds');
  const navigate = useNavigate();
  const routes = useQuery(trpc.rounds.routes.queryOptions());
  const [open, setOpen] = useState<number | 'new'>();
  const create = { label: t('newRoute'), onClick: () => setOpen('new') };
  return (
    <PageFrame
      title={t('routes')}
      extra={
        <>
          <Button onClick={() => navigate('/rounds')}>{t('toRounds')}</Button>
          <Button type="primary" icon={<PlusOutlined />} onClick={create.onClick}>
            {create.label}
          </Button>
        </>
      }
    >
      <DataTable<Row>
        query={routes}
        rowKey="routeId"
        onOpen={(row) => setOpen(row.routeId)}
        empty={{ title: t('noRoutes'), hint: t('noRoutesHint'), action: create }}
        columns={[
          { title: t('name'), dataIndex: 'name' },
          {
            title: t('doors'),
            width: 100,
            align: 'right',
            render: (_, row) => <span className="figures">{row.stops}</span>,
          },
        ]}
      />
      {open !== undefined && <RouteDrawer routeId={open === 'new' ? null : open} onClose={() => setOpen(undefined)} />}
    </PageFrame>
  );
}
