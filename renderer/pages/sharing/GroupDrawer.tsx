import { useMutation } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RequestId, type SharingGroupId } from '../../../main/shared/ids.ts';
import { newRequestId, type Outputs, queryClient, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { AddMembers } from './AddMembers.tsx';
import { GroupFields } from './GroupFields.tsx';
import { formOf, NEW_GROUP, toSettings } from './group-form.ts';
import { MemberTable } from './MemberTable.tsx';

/** A group's settings and members, saved as a whole. */
export function GroupDrawer(props: {
  group?: Outputs['sharing']['group'];
  onClose: () => void;
  onSaved: (groupId: SharingGroupId) => void;
}) {
  const { t } = useTranslation('sharing');
  const { group, onSaved } = props;
  const [form, setForm] = useState(() => (group ? formOf(group) : NEW_GROUP));
  const [requestId] = useState(() => RequestId.parse(newRequestId()));
  const saved = (groupId: SharingGroupId) => {
    queryClient.invalidateQueries({ queryKey: trpc.sharing.pathKey() });
    onSaved(groupId);
  };
  const create = useMutation(trpc.sharing.create.mutationOptions({ onSuccess: saved }));
  const update = useMutation(trpc.sharing.update.mutationOptions({ onSuccess: () => group && saved(group.groupId) }));
  const settings = toSettings(form);
  const error = create.error ?? update.error;
  const save = () => {
    if (!settings) return;
    if (group) update.mutate({ ...settings, groupId: group.groupId, version: group.version, requestId });
    else create.mutate({ ...settings, service: form.service, requestId });
  };
  return (
    <Drawer
      open
      size={1080}
      title={group ? t('editTitle', { name: group.name }) : t('create')}
      onClose={props.onClose}
      mask={{ closable: false }}
      footer={
        <div style={{ display: 'flex', gap: 8, justifyContent: 'flex-end', alignItems: 'center' }}>
          {!settings && <span>{t('incomplete')}</span>}
          <Button onClick={props.onClose}>{t('cancel')}</Button>
          <Button type="primary" disabled={!settings} loading={create.isPending || update.isPending} onClick={save}>
            {t('save')}
          </Button>
        </div>
      }
    >
      {error && <ErrorNote error={error} />}
      <GroupFields form={form} isNew={!group} onChange={(part) => setForm({ ...form, ...part })} />
      <h2 style={{ fontSize: 16 }}>{t('membersOf', { count: form.members.length })}</h2>
      <AddMembers
        service={form.service}
        members={form.members}
        onAdd={(added) => setForm((before) => ({ ...before, members: [...before.members, ...added] }))}
      />
      <MemberTable
        members={form.members}
        method={form.method}
        onChange={(change) => setForm((before) => ({ ...before, members: change(before.members) }))}
      />
    </Drawer>
  );
}
