import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Service } from '../../../main/modules/customers/customers.schema.ts';
import type { CustomerId, MeterId, PremisesId } from '../../../main/shared/ids.ts';
import { type Inputs, newRequestId, trpc } from '../../app/api.ts';
import { type MeterForm, meterOf } from '../meters/meter-form.ts';
import { type OpeningForm, openingTraits } from '../traits/OpeningFields.tsx';
import { type CustomerForm, type PremisesForm, toAreaDm2 } from './fields.tsx';

export type ChosenCustomer =
  | { readonly customerId: CustomerId; readonly name: string; readonly phone: string }
  | { readonly form: CustomerForm };
export type ChosenPremises =
  | { readonly premisesId: PremisesId; readonly doorNo: string }
  | { readonly form: PremisesForm; readonly doorNo: string };

export interface AccountForm extends OpeningForm {
  readonly service: Service;
  readonly accountNo: string;
  readonly tariffCode: string | null;
  readonly openedOn: string;
}

/** A new meter, one from stock, or none yet. `reading` in thousandths, null where it is still to be taken. */
export type ChosenMeter =
  | { readonly meterId: MeterId; readonly meterNo: string }
  | { readonly form: MeterForm; readonly readingMilli: number | null }
  | null;

/** Everything the wizard collects; a part is undefined until its step was completed. */
export interface NewAccount {
  readonly customer?: ChosenCustomer;
  readonly premises?: ChosenPremises;
  readonly account?: AccountForm;
  readonly meter?: ChosenMeter;
}

/** The last button: one request, whose id stays the same however often it is pressed. */
export function useNewAccount(onDone: (made: { customerId: number; accountNo: string }) => void) {
  const [requestId] = useState(newRequestId);
  const open = useMutation(trpc.accounts.open.mutationOptions({ onSuccess: onDone }));
  const connect = useMutation(trpc.accounts.connect.mutationOptions({ onSuccess: onDone }));
  return {
    isPending: open.isPending || connect.isPending,
    error: open.error ?? connect.error,
    submit(draft: NewAccount) {
      const household = householdOf(draft);
      if (!household) return;
      open.reset();
      connect.reset();
      const meter = meterInput(draft);
      if (meter) connect.mutate({ ...household, ...meter, requestId: requestId as never });
      else open.mutate({ ...household, requestId: requestId as never });
    },
  };
}

function householdOf({
  customer,
  premises,
  account,
}: NewAccount): Omit<Inputs['accounts']['open'], 'requestId'> | undefined {
  if (!customer || !premises || !account) return undefined;
  return {
    customer: 'customerId' in customer ? { customerId: customer.customerId } : customer.form,
    premises: 'premisesId' in premises ? { premisesId: premises.premisesId } : premisesInput(premises.form),
    account: accountInput(account),
  };
}

function accountInput(account: AccountForm): Inputs['accounts']['open']['account'] {
  const { service, tariffCode, openedOn, householdSize = null } = account;
  const traits = openingTraits(service, account);
  const accountNo = account.accountNo.trim() || null;
  return { service, accountNo, tariffCode, householdSize, openedOn, ...(traits && { traits }) };
}

function premisesInput({ area, ...form }: PremisesForm) {
  return { ...form, areaDm2: toAreaDm2(area) };
}

function meterInput({
  meter,
  account,
}: NewAccount): Pick<Inputs['accounts']['connect'], 'meter' | 'firstReading'> | undefined {
  if (!meter || !account) return undefined;
  if ('meterId' in meter) return { meter: { meterId: meter.meterId }, firstReading: null };
  const firstReading =
    meter.readingMilli === null ? null : { totalMilli: meter.readingMilli, readOn: account.openedOn };
  return { meter: meterOf(meter.form), firstReading };
}
