import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { trpc } from '../../app/api.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { useMay } from '../../ui/useMay.ts';
import { useSearchState } from '../../ui/useSearchState.ts';
import type { Opening } from './form-values.ts';
import { ImportTariff } from './ImportTariff.tsx';
import { PriceSummary, type TariffRow } from './scheme.tsx';
import { TariffDrawer } from './TariffDrawer.tsx';
import { TariffForm } from './TariffForm.tsx';
import { TemplateDialog } from './TemplateDialog.tsx';

const Search = z.object({ tariff: z.coerce.number().int().min(0).default(0) });

/** Every version of every tariff; a row opens its figures, its state and a trial. */
export function TariffsPage() {
  const { t } = useTranslation('tariffs');
  const tariffs = useQuery(trpc.tariffs.list.queryOptions());
  const [search, setSearch] = useSearchState(Search);
  const [opening, setOpening] = useState<Opening>();
  const [isChoosing, setChoosing] = useState(false);
  const mayWrite = useMay('tariffs.write');
  const open = tariffs.data?.find((tariff) => tariff.tariffId === search.tariff);
  return (
    <PageFrame
      title={t('title')}
      extra={
        mayWrite && (
          <div style={{ display: 'flex', gap: 8 }}>
            <ImportTariff onRead={setOpening} />
            <Button onClick={() => setChoosing(true)}>{t('fromTemplate')}</Button>
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpening({})}>
              {t('create')}
            </Button>
          </div>
        )
      }
    >
      <DataTable<TariffRow>
        query={tariffs}
        rowKey="tariffId"
        onOpen={(row) => setSearch({ tariff: row.tariffId })}
        empty={{
          title: t('empty'),
          hint: t('emptyHint'),
          ...(mayWrite && { action: { label: t('create'), onClick: () => setOpening({}) } }),
        }}
        columns={[
          { title: t('service'), width: 92, render: (_, row) => t(`services.${row.service}`) },
          { title: t('code'), dataIndex: 'code', width: 130 },
          { title: t('name'), dataIndex: 'name' },
          {
            title: t('effectiveFrom'),
            width: 110,
            render: (_, row) => <span className="figures">{row.effectiveFrom}</span>,
          },
          { title: t('prices'), render: (_, row) => <PriceSummary tariff={row} /> },
          {
            title: t('verified'),
            width: 170,
            render: (_, row) => (row.verifiedOn ? `${row.verifiedOn} ${row.verifiedBy ?? ''}` : t('notVerified')),
          },
          {
            title: t('state'),
            width: 130,
            render: (_, row) => (
              <>
                <Tag color={row.isActive ? 'success' : 'default'}>{t(row.isActive ? 'active' : 'draft')}</Tag>
                {row.isDefault && <Tag>{t('default')}</Tag>}
              </>
            ),
          },
        ]}
      />
      {open && <TariffDrawer key={open.tariffId} tariff={open} onClose={() => setSearch({ tariff: 0 })} />}
      {isChoosing && (
        <TemplateDialog
          onClose={() => setChoosing(false)}
          onChoose={(chosen) => {
            setChoosing(false);
            setOpening(chosen);
          }}
        />
      )}
      {opening && (
        <TariffForm
          opening={opening}
          onClose={() => setOpening(undefined)}
          onCreated={(tariffId) => {
            setOpening(undefined);
            setSearch({ tariff: tariffId });
          }}
        />
      )}
    </PageFrame>
  );
}
