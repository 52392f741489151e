import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Outputs, queryClient, trpc } from '../../app/api.ts';
import { usePreferences } from '../../app/preferences.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useMay } from '../../ui/useMay.ts';

type Row = Outputs['ledger']['codeMap'][number];

/** What each ledger account is called in the accountant's program; left empty, the station's own code is used. */
export function CodeMapTable() {
  const { t } = useTranslation('ledger');
  const { message } = App.useApp();
  const { lang } = usePreferences();
  const mayMap = useMay('ledger.map');
  const query = useQuery(trpc.ledger.codeMap.queryOptions());
  const [typed, setTyped] = useState<Readonly<Record<string, Partial<Row>>>>({});
  const save = useMutation(
    trpc.ledger.setCodeMap.mutationOptions({
      onSuccess: () => {
        setTyped({});
        message.success(t('voucher.codesSaved'));
        queryClient.invalidateQueries({ queryKey: trpc.ledger.codeMap.queryKey() });
      },
    }),
  );
  const rows = (query.data ?? []).map((row) => ({ ...row, ...typed[row.ledgerCode] }));
  const field = (key: 'externalCode' | 'externalName', label: string) => ({
    title: label,
    width: 180,
    render: (_: unknown, row: Row) => (
      <Input
        size="small"
        aria-label={`${label} ${row.ledgerCode}`}
        disabled={!mayMap}
        maxLength={key === 'externalCode' ? 30 : 60}
        value={row[key]}
        onChange={(event) =>
          setTyped({ ...typed, [row.ledgerCode]: { ...typed[row.ledgerCode], [key]: event.target.value } })
        }
      />
    ),
  });
  return (
    <>
      <DataTable<Row>
        query={{ ...query, data: query.data && rows }}
        rowKey="ledgerCode"
        empty={{ title: t('empty') }}
        scroll={{ y: 240 }}
        columns={[
          { title: t('code'), dataIndex: 'ledgerCode', width: 80, className: 'figures' },
          { title: t('ledgerAccount'), render: (_, row) => (lang === 'en' ? row.nameEn : row.nameZh) },
          field('externalCode', t('voucher.externalCode')),
          field('externalName', t('voucher.externalName')),
        ]}
      />
      {save.error && <ErrorNote error={save.error} />}
      {mayMap && (
        <Button
          style={{ marginTop: 8 }}
          disabled={Object.keys(typed).length === 0}
          loading={save.isPending}
          onClick={() =>
            save.mutate({
              codes: rows.map(({ ledgerCode, externalCode, externalName }) => ({
                ledgerCode,
                externalCode,
                externalName,
              })),
            })
          }
        >
          {t('voucher.saveCodes')}
        </Button>
      )}
    </>
  );
}
