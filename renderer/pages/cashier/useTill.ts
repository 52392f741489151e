import { skipToken, useMutation, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useRef, useState } from 'react';
import { z } from 'zod';
import { EMPTY_DRAFT, type TillDraft, tillFigures } from '../../../main/modules/cashier/till.domain.ts';
import { BillId, CustomerId, RequestId } from '../../../main/shared/ids.ts';
import { newRequestId, type Outputs, queryClient, stationError, trpc } from '../../app/api.ts';
import { useSearchState } from '../../ui/useSearchState.ts';

const TillSearch = z.object({ customer: z.coerce.number().int().positive().optional().catch(undefined) });

export type TillCustomer = Outputs['cashier']['customer'];
export type Receipt = Outputs['cashier']['takePayment'];

/** Refusals after which the figures on the screen are no longer those of the station. */
const STALE = new Set(['cashier.owed-changed', 'cashier.already-paid', 'cashier.credit-short', 'request.reused']);

interface Kept {
  readonly customerId: number | undefined;
  readonly draft: TillDraft;
  readonly receipt: Receipt | null;
  /** Made for one intended payment: the same for every retry, another after it succeeded. */
  readonly requestId: string;
}

const fresh = (customerId: number | undefined): Kept => ({
  customerId,
  draft: EMPTY_DRAFT,
  receipt: null,
  requestId: newRequestId(),
});

/** One customer at the till: what is owed, what was typed, and the payment in the making. */
export function useTill() {
  const [{ customer: customerId }, setSearch] = useSearchState(TillSearch);
  const [stored, setStored] = useState<Kept>(() => fresh(customerId));
  // The customer may change through the address: then nothing typed for the one before may stay.
  const kept = stored.customerId === customerId ? stored : fresh(customerId);
  if (kept !== stored) setStored(kept);

  const query = useQuery(
    trpc.cashier.customer.queryOptions(customerId ? { customerId: CustomerId.parse(customerId) } : skipToken),
  );
  const customer = query.data;
  const figures = useMemo(() => customer && tillFigures(customer, kept.draft), [customer, kept.draft]);

  const isUnderway = useRef(false);
  const take = useMutation(
    trpc.cashier.takePayment.mutationOptions({
      onSuccess: (receipt) => setStored({ ...fresh(receipt.customerId), receipt }),
      onError: (error) => {
        const code = stationError(error)?.code ?? '';
        // An earlier try got through after all: its receipt stands among the latest payments.
        if (code === 'request.reused') setStored((now) => ({ ...now, requestId: newRequestId() }));
        if (STALE.has(code)) queryClient.invalidateQueries({ queryKey: trpc.cashier.customer.pathKey() });
      },
      onSettled: () => {
        isUnderway.current = false;
        queryClient.invalidateQueries({ queryKey: trpc.cashier.pathKey() });
      },
    }),
  );
  const { mutate, reset } = take;

  const change = useCallback((part: Partial<TillDraft>) => {
    setStored((now) => ({ ...now, receipt: null, draft: { ...now.draft, ...part } }));
  }, []);

  const pay = useCallback(() => {
    if (isUnderway.current || !customer || !figures || figures.problem || kept.receipt) return;
    isUnderway.current = true;
    const { draft } = kept;
    mutate({
      customerId: customer.customerId,
      paidFen: figures.paidFen,
      tenderedFen: figures.tenderedFen,
      method: draft.method,
      billIds: figures.tickedIds.map((id) => BillId.parse(id)),
      creditFen: figures.creditFen,
      expectedOwedFen: figures.owedFen,
      reference: draft.method === 'cash' ? '' : draft.reference,
      requestId: RequestId.parse(kept.requestId),
    });
  }, [customer, figures, kept, mutate]);

  const choose = useCallback(
    (id: number | undefined) => {
      reset();
      setStored(fresh(id));
      setSearch({ customer: id });
    },
    [reset, setSearch],
  );

  return {
    customerId,
    query,
    customer,
    figures,
    draft: kept.draft,
    receipt: kept.receipt,
    isPaying: take.isPending,
    error: take.error,
    change,
    pay,
    choose,
    /** Back from the receipt to the till, with the customer kept. */
    dismissReceipt: useCallback(() => setStored((now) => ({ ...now, receipt: null })), []),
  };
}

export type Till = ReturnType<typeof useTill>;
