import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Select, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { z } from 'zod';
import { MESSAGE_STATES, MessageState } from '../../../main/modules/messages/messages.schema.ts';
import { localDateTime } from '../../../main/shared/dates.ts';
import { RequestId } from '../../../main/shared/ids.ts';
import { newRequestId, type Outputs, trpc } from '../../app/api.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { useMay } from '../../ui/useMay.ts';
import { useSearchState } from '../../ui/useSearchState.ts';
import { useToday } from '../../ui/useToday.ts';
import { DunningNav } from './DunningNav.tsx';
import { SendingBar } from './SendingBar.tsx';
import { useAct } from './useAct.ts';

type MessageRow = Outputs['messages']['list'][number];
const Search = z.object({ state: MessageState.optional().catch(undefined) });
const COLOURS = {
  queued: 'blue',
  sending: 'processing',
  sent: 'green',
  failed: 'red',
  unknown: 'orange',
  cancelled: 'default',
} as const;

/** The outbox: what was sent to whom, and what has to be looked at. */
export function MessagesPage() {
  const { t } = useTranslation(['dunning', 'errors']);
  const { zone } = useToday();
  const [search, setSearch] = useSearchState(Search);
  const { state } = search;
  const messages = useQuery(trpc.messages.list.queryOptions(state ? { state } : {}));
  const mayAct = useMay('dunning.act');
  const { done } = useAct();
  const resend = useMutation(trpc.messages.resend.mutationOptions({ onSettled: done }));
  const isOpen = (row: MessageRow) => (row.state === 'failed' || row.state === 'unknown') && row.resentAs === null;
  return (
    <PageFrame
      title={t('title')}
      beside={<DunningNav />}
      extra={
        <Select
          aria-label={t('messageState')}
          allowClear
          placeholder={t('everyState')}
          style={{ width: 150 }}
          value={state}
          options={MESSAGE_STATES.map((value) => ({ value, label: t(`messageStates.${value}`) }))}
          onChange={(value) => setSearch({ state: value })}
        />
      }
    >
      <SendingBar />
      {resend.error && <ErrorNote error={resend.error} />}
      <DataTable<MessageRow>
        query={messages}
        rowKey="messageId"
        empty={state ? { title: t('noMessagesOf') } : { title: t('noMessages'), hint: t('noMessagesHint') }}
        columns={[
          {
            title: t('at'),
            width: 130,
            className: 'figures',
            render: (_, row) => localDateTime(row.settledAt ?? row.createdAt, zone).slice(0, 16),
          },
          { title: t('channel'), width: 80, render: (_, row) => t(`channels.${row.channel}`) },
          {
            title: t('customer'),
            width: 110,
            render: (_, row) => <Link to={`/customers/${row.customerId}?tab=dunning`}>{row.customerName}</Link>,
          },
          { title: t('recipient'), width: 150, className: 'figures', dataIndex: 'recipient' },
          { title: t('text'), render: (_, row) => row.body },
          {
            title: t('messageState'),
            width: 200,
            render: (_, row) => (
              <>
                <Tag color={COLOURS[row.state]}>{t(`messageStates.${row.state}`)}</Tag>
                {row.resentAs !== null && <Tag>{t('resent')}</Tag>}
                {row.errorCode && (
                  <div>{t(row.errorCode, { ...paramsOf(row), ns: 'errors', defaultValue: row.errorCode })}</div>
                )}
              </>
            ),
          },
          {
            title: '',
            width: 100,
            render: (_, row) =>
              mayAct &&
              isOpen(row) && (
                <Button
                  size="small"
                  loading={resend.isPending}
                  onClick={() =>
                    resend.mutate({ messageId: row.messageId, requestId: RequestId.parse(newRequestId()) })
                  }
                >
                  {t(row.state === 'unknown' ? 'resendUnknown' : 'resend')}
                </Button>
              ),
          },
        ]}
      />
    </PageFrame>
  );
}

/** Figures of a modem's refusal. */
function paramsOf({ detail }: MessageRow): Record<string, unknown> {
  return detail.startsWith('{') ? JSON.parse(detail) : {};
}
