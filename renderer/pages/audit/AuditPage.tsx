import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { AUDIT_PAGE, NOBODY } from '../../../main/modules/users/audit.schema.ts';
import { isLocalDate, localDateTime } from '../../../main/shared/dates.ts';
import { trpc } from '../../app/api.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { DayInput } from '../../ui/DayInput.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { useMay } from '../../ui/useMay.ts';
import { useSearchState } from '../../ui/useSearchState.ts';
import { useToday } from '../../ui/useToday.ts';
import { AuditDrawer } from './AuditDrawer.tsx';
import { useAuditWords } from './useAuditWords.ts';
import { VerifyModal } from './VerifyModal.tsx';

const Filters = z.object({
  user: z.coerce.number().int().min(NOBODY).optional().catch(undefined),
  action: z.string().default(''),
  day: z.string().refine(isLocalDate).or(z.literal('')).default('').catch(''),
  page: z.coerce.number().int().positive().default(1).catch(1),
});

/** Who did what, newest first. A row opens what was asked and what changed. */
export function AuditPage() {
  const { t } = useTranslation('audit');
  const words = useAuditWords();
  const { zone, today } = useToday();
  const [{ user, action, day, page }, setFilters] = useSearchState(Filters);
  const [openId, setOpenId] = useState<number | null>(null);
  const [isVerifying, setVerifying] = useState(false);
  const mayVerify = useMay('ledger.read');
  const facets = useQuery(trpc.audit.facets.queryOptions());
  const list = useQuery(
    trpc.audit.list.queryOptions(
      { page, ...(user !== undefined && { userId: user }), ...(action && { action }), ...(day && { day }) },
      { placeholderData: keepPreviousData },
    ),
  );
  const isFiltered = user !== undefined || action !== '' || day !== '';
  return (
    <PageFrame
      title={t('title')}
      filters={
        <>
          <Select
            aria-label={t('user')}
            placeholder={t('everybody')}
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            style={{ width: 150 }}
            value={user ?? null}
            options={[
              { value: NOBODY, label: t('nobody') },
              ...(facets.data?.users ?? []).map(({ userId, name }) => ({ value: userId, label: name })),
            ]}
            onChange={(value) => setFilters({ user: value ?? undefined, page: 1 })}
          />
          <Select
            aria-label={t('action')}
            placeholder={t('everyAction')}
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            style={{ width: 190 }}
            value={action || null}
            options={(facets.data?.actions ?? []).map((value) => ({ value, label: words.action(value) }))}
            onChange={(value) => setFilters({ action: value ?? '', page: 1 })}
          />
          <DayInput
            label={t('day')}
            max={today}
            value={day}
            onChange={(value) => setFilters({ day: value ?? '', page: 1 })}
          />
          {isFiltered && (
            <Button type="link" onClick={() => setFilters({ user: undefined, action: '', day: '', page: 1 })}>
              {t('clear')}
            </Button>
          )}
        </>
      }
      extra={mayVerify && <Button onClick={() => setVerifying(true)}>{t('verify')}</Button>}
    >
      <DataTable
        query={{ ...list, data: list.data?.rows }}
        rowKey="id"
        empty={
          isFiltered
            ? {
                title: t('emptyFiltered'),
                action: {
                  label: t('clear'),
                  onClick: () => setFilters({ user: undefined, action: '', day: '', page: 1 }),
                },
              }
            : { title: t('empty') }
        }
        onOpen={(row) => setOpenId(row.id)}
        pagination={{
          current: page,
          pageSize: AUDIT_PAGE,
          total: list.data?.total ?? 0,
          showSizeChanger: false,
          showTotal: (total) => t('total', { count: total }),
          size: 'small',
          onChange: (next) => setFilters({ page: next }),
        }}
        columns={[
          { title: t('no'), dataIndex: 'id', width: 80, className: 'figures', align: 'right' },
          {
            title: t('at'),
            width: 170,
            render: (_, row) => <span className="figures">{localDateTime(row.at, zone)}</span>,
          },
          { title: t('user'), dataIndex: 'userName', width: 140 },
          { title: t('via'), width: 130, render: (_, row) => t(`viaName.${row.via}`) },
          { title: t('action'), width: 190, render: (_, row) => words.action(row.action) },
          {
            title: t('subject'),
            render: (_, row) =>
              row.subjectKind &&
              `${words.subject(row.subjectKind, row.subjectId ?? '')}${
                row.subjectCount > 1 ? t('andOthers', { count: row.subjectCount }) : ''
              }`,
          },
        ]}
      />
      {openId !== null && <AuditDrawer id={openId} onClose={() => setOpenId(null)} />}
      {isVerifying && <VerifyModal onClose={() => setVerifying(false)} />}
    </PageFrame>
  );
}
