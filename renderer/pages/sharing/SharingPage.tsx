import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { formatScaled } from '../../../main/shared/money.ts';
import { type Outputs, trpc } from '../../app/api.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { useMay } from '../../ui/useMay.ts';
import { GroupDrawer } from './GroupDrawer.tsx';
import { UNITS } from './units.ts';

type GroupRow = Outputs['sharing']['groups'][number];

/** Every group with how it shares; a row opens its months. */
export function SharingPage() {
  const { t } = useTranslation('sharing');
  const navigate = useNavigate();
  const groups = useQuery(trpc.sharing.groups.queryOptions());
  const mayWrite = useMay('sharing.write');
  const [isCreating, setCreating] = useState(false);
  const create = { label: t('create'), onClick: () => setCreating(true) };
  return (
    <PageFrame
      title={t('title')}
      extra={
        mayWrite && (
          <Button type="primary" icon={<PlusOutlined />} onClick={create.onClick}>
            {create.label}
          </Button>
        )
      }
    >
      <DataTable<GroupRow>
        query={groups}
        rowKey="groupId"
        onOpen={(row) => navigate(`/sharing/${row.groupId}`)}
        empty={{ title: t('empty'), hint: t('emptyHint'), ...(mayWrite && { action: create }) }}
        columns={[
          { title: t('name'), dataIndex: 'name' },
          { title: t('service'), width: 90, render: (_, row) => t(`services.${row.service}`) },
          { title: t('method'), width: 110, render: (_, row) => t(`methods.${row.method}`) },
          {
            title: t('meterNo'),
            width: 160,
            render: (_, row) => <span className="figures">{row.meterNo ?? '—'}</span>,
          },
          {
            title: t('price'),
            width: 170,
            align: 'right',
            render: (_, row) => (
              <span className="figures">
                {row.priceE8 === null
                  ? t('typedCost')
                  : t('priceOf', { price: formatScaled(row.priceE8, 8, 2), unit: UNITS[row.service] })}
              </span>
            ),
          },
          {
            title: t('members'),
            width: 80,
            align: 'right',
            render: (_, row) => <span className="figures">{row.members}</span>,
          },
          {
            title: t('lastMonth'),
            width: 110,
            render: (_, row) => <span className="figures">{row.lastMonth ?? '—'}</span>,
          },
        ]}
      />
      {isCreating && (
        <GroupDrawer onClose={() => setCreating(false)} onSaved={(groupId) => navigate(`/sharing/${groupId}`)} />
      )}
    </PageFrame>
  );
}
