import { useMutation, useQuery } from '@tanstack/react-query';
import { Drawer, Form, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { PremisesId } from '../../../main/shared/ids.ts';
import { type Outputs, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { FormDrawer } from './FormDrawer.tsx';
import { PremisesFields, type PremisesForm, toAreaDm2 } from './fields.tsx';

export function EditPremises(props: { premisesId: PremisesId; onClose: () => void }) {
  const { t } = useTranslation('customers');
  const query = useQuery(trpc.premises.get.queryOptions({ premisesId: props.premisesId }, { staleTime: 0 }));
  if (query.data) return <PremisesDrawer premises={query.data} onClose={props.onClose} />;
  return (
    <Drawer open size={460} title={t('edit.premises')} onClose={props.onClose}>
      {query.error ? <ErrorNote error={query.error} onRetry={() => query.refetch()} /> : <Skeleton active />}
    </Drawer>
  );
}

function PremisesDrawer(props: { premises: Outputs['premises']['get']; onClose: () => void }) {
  const { t } = useTranslation('customers');
  const [form] = Form.useForm<PremisesForm>();
  const { premisesId, version, building, unit, room, address, areaDm2 } = props.premises;
  const update = useMutation(trpc.premises.update.mutationOptions({ onSuccess: props.onClose }));
  return (
    <FormDrawer
      title={t('edit.premises')}
      form={form}
      initial={{ building, unit, room, address, area: areaDm2 === null ? null : areaDm2 / 100 }}
      isPending={update.isPending}
      error={update.error}
      onSubmit={({ area, ...values }) => update.mutate({ ...values, areaDm2: toAreaDm2(area), premisesId, version })}
      onClose={props.onClose}
    >
      <PremisesFields autoFocus />
    </FormDrawer>
  );
}
