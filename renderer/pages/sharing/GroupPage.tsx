import { useQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { z } from 'zod';
import { MonthText } from '../../../main/modules/sharing/sharing.schema.ts';
import { monthOf } from '../../../main/shared/dates.ts';
import { SharingGroupId } from '../../../main/shared/ids.ts';
import { trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { MonthSelect } from '../../ui/MonthSelect.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { useMay } from '../../ui/useMay.ts';
import { useSearchState } from '../../ui/useSearchState.ts';
import { useToday } from '../../ui/useToday.ts';
import { GroupDrawer } from './GroupDrawer.tsx';
import { MonthView } from './MonthView.tsx';

const Search = z.object({ month: MonthText.optional().catch(undefined) });

/** One group: a month's shares before and after they are issued, and its settings. */
export function GroupPage() {
  const { t } = useTranslation('sharing');
  const params = useParams();
  const groupId = SharingGroupId.parse(Number(params.groupId));
  const [search, setSearch] = useSearchState(Search);
  const { today } = useToday();
  const current = monthOf(today);
  const month = search.month ?? current;
  const mayWrite = useMay('sharing.write');
  const [isEditing, setEditing] = useState(false);
  const group = useQuery(trpc.sharing.group.queryOptions({ groupId }));
  return (
    <PageFrame
      title={
        <>
          <Link to="/sharing">{t('title')}</Link> / {group.data?.name ?? ''}
        </>
      }
      filters={
        <MonthSelect
          label={t('month')}
          current={current}
          value={month}
          onChange={(value) => setSearch({ month: value === current ? undefined : value })}
        />
      }
      extra={mayWrite && group.data && <Button onClick={() => setEditing(true)}>{t('edit')}</Button>}
    >
      {group.error && <ErrorNote error={group.error} onRetry={() => group.refetch()} />}
      {group.isPending && <Skeleton active paragraph={{ rows: 8 }} />}
      {group.data && (
        <MonthView key={`${groupId} ${month}`} group={group.data} month={month} onEdit={() => setEditing(true)} />
      )}
      {isEditing && group.data && (
        <GroupDrawer group={group.data} onClose={() => setEditing(false)} onSaved={() => setEditing(false)} />
      )}
    </PageFrame>
  );
}
