import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Form, Input, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parseYuan } from '../../../main/shared/money.ts';
import { type Outputs, trpc } from '../../app/api.ts';
import { EmptyNote } from '../../ui/DataTable.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useMay } from '../../ui/useMay.ts';
import { IssueBar } from './IssueBar.tsx';
import { IssuedBar } from './IssuedBar.tsx';
import { MasterReading } from './MasterReading.tsx';
import { ShareFigures } from './ShareFigures.tsx';
import { ShareTable } from './ShareTable.tsx';

/** What is typed, in fen; undefined while it is no amount. */
function amountOf(text: string): number | null | undefined {
  if (!text.trim()) return null;
  try {
    return parseYuan(text.trim());
  } catch {
    return undefined;
  }
}

/** A month of a group: quantities and loss, what stands in the way, every share, then the one button. */
export function MonthView(props: { group: Outputs['sharing']['group']; month: string; onEdit: () => void }) {
  const { t } = useTranslation('sharing');
  const { group, month } = props;
  const mayWrite = useMay('sharing.write');
  const mayRead = useMay('readings.write');
  const [cost, setCost] = useState('');
  const typed = amountOf(cost);
  const costFen = group.priceE8 === null ? (typed ?? null) : null;
  const query = useQuery(
    trpc.sharing.month.queryOptions({ groupId: group.groupId, month, costFen }, { placeholderData: keepPreviousData }),
  );
  if (query.error) return <ErrorNote error={query.error} onRetry={() => query.refetch()} />;
  if (!query.data) return <Skeleton active paragraph={{ rows: 8 }} />;
  const { issued, proof } = query.data;
  if (!issued && proof.lines.length === 0)
    return (
      <EmptyNote
        title={t('noMembers')}
        hint={t('noMembersHint')}
        {...(mayWrite && { action: { label: t('edit'), onClick: props.onEdit } })}
      />
    );
  return (
    <>
      {group.priceE8 === null && !issued && (
        <Form.Item label={t('cost')} htmlFor="share-cost" style={{ marginBottom: 12 }}>
          <Input
            id="share-cost"
            className="figures"
            inputMode="decimal"
            autoComplete="off"
            style={{ width: 160 }}
            status={typed === undefined ? 'error' : ''}
            suffix={t('yuan')}
            value={cost}
            onChange={(event) => setCost(event.target.value)}
          />
        </Form.Item>
      )}
      <ShareFigures proof={proof} />
      {mayRead && !issued && group.meterId !== null && (
        <div style={{ marginBottom: 12 }}>
          <MasterReading meterId={group.meterId} meterNo={group.meterNo ?? ''} month={month} />
        </div>
      )}
      {issued ? (
        <IssuedBar issued={issued} mayWrite={mayWrite} />
      ) : (
        <IssueBar
          proof={proof}
          share={{ groupId: group.groupId, month, costFen }}
          mayWrite={mayWrite}
          isCurrent={!query.isPlaceholderData && typed !== undefined}
        />
      )}
      <ShareTable proof={proof} bills={issued?.bills ?? []} />
    </>
  );
}
