import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CustomerId } from '../../../main/shared/ids.ts';
import { trpc } from '../../app/api.ts';
import { AssignmentTable } from './AssignmentTable.tsx';

/** The meters of a customer's accounts, those of the past too. */
export function CustomerMetersTab({ customerId }: { customerId: CustomerId }) {
  const { t } = useTranslation('meters');
  const query = useQuery(trpc.meters.ofCustomer.queryOptions({ customerId }));
  return <AssignmentTable query={query} shows="meter" empty={{ title: t('noMeters'), hint: t('noMetersHint') }} />;
}
