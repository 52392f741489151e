import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { AccountSearch } from '../customers/AccountSearch.tsx';
import { type MemberRow, memberOf } from './group-form.ts';
import type { Service } from './units.ts';

/** One account by searching for it, or every open account of a building at once. Who is a member already stays as they are. */
export function AddMembers(props: {
  service: Service;
  members: readonly MemberRow[];
  onAdd: (added: MemberRow[]) => void;
}) {
  const { t } = useTranslation('sharing');
  const { service } = props;
  const buildings = useQuery(trpc.premises.buildings.queryOptions());
  const [building, setBuilding] = useState<string>();
  const known = new Set(props.members.map((member) => member.accountId));
  const add = useMutation({
    mutationFn: (of: Parameters<typeof client.sharing.household.query>[0]) => client.sharing.household.query(of),
    onSuccess: (household) => {
      if (!known.has(household.accountId)) props.onAdd([memberOf(household)]);
    },
  });
  const addAll = useMutation({
    mutationFn: (of: string) => client.sharing.households.query({ building: of, service }),
    onSuccess: (households) => props.onAdd(households.filter((h) => !known.has(h.accountId)).map(memberOf)),
  });
  const error = add.error ?? addAll.error;
  return (
    <>
      <div style={{ display: 'flex', gap: 12, marginBottom: 12 }}>
        <div style={{ flex: 1 }}>
          <AccountSearch
            label={t('addMember')}
            placeholder={t('addMember')}
            narrow={(hits) => hits.filter((hit) => hit.service === service)}
            onPick={(hit) => add.mutate({ accountId: hit.accountId })}
          />
        </div>
        <Select
          aria-label={t('building')}
          placeholder={t('building')}
          style={{ width: 150 }}
          showSearch
          value={building}
          options={(buildings.data ?? []).map((b) => ({ value: b.building, label: b.building }))}
          onChange={setBuilding}
        />
        <Button
          disabled={building === undefined}
          loading={addAll.isPending}
          onClick={() => building !== undefined && addAll.mutate(building)}
        >
          {t('addBuilding')}
        </Button>
      </div>
      {addAll.data?.length === 0 && <p>{t('buildingEmpty')}</p>}
      {error && <ErrorNote error={error} />}
    </>
  );
}
