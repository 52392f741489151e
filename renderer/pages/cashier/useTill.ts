import { skipToken, useMutation, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useRef, useState } from 'react';
import { z } from 'zod';
import {
  EMPTY_DRAFT,
  type TillDraft,
  type TillFigures,
  tillFigures,
} from '../../../main/modules/cashier/till.domain.ts';
import { AccountId, BillId, CustomerId, RequestId } from '../../../main/shared/ids.ts';
import { type Inputs, newRequestId, type Outputs, queryClient, stationError, trpc } from '../../app/api.ts';
import { useSearchState } from '../../ui/useSearchState.ts';

const TillSearch = z.object({ customer: z.coerce.number().int().positive().optional().catch(undefined) });

export type TillCustomer = Outputs['cashier']['customer'];
type Command = Inputs['cashier']['takePayment'];
export type Receipt = Outputs['cashier']['takePayment'];

/** Refusals after which the figures on the screen are no longer those of the station. */
const STALE = new Set(['cashier.owed-changed', 'cashier.already-paid', 'cashier.credit-short', 'request.reused']);

interface Kept {
  readonly customerId: number | undefined;
  readonly draft: TillDraft;
  readonly receipt: Receipt | null;
  /**
   * Sent, and no answer came: it may have been taken. It can only be sent again as it was, with its request id, so
   * that it is taken once.
   */
  readonly unanswered: Command | null;
  /** Cash above what is owed was about to be kept as credit: taken only when asked for a second time. */
  readonly isKeepAsked: boolean;
}

const fresh = (customerId: number | undefined): Kept => ({
  customerId,
  draft: EMPTY_DRAFT,
  receipt: null,
  unanswered: null,
  isKeepAsked: false,
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
      onError: (error, command) => {
        const refusal = stationError(error);
        setStored((now) => ({ ...now, unanswered: refusal ? null : command }));
        if (STALE.has(refusal?.code ?? ''))
          queryClient.invalidateQueries({ queryKey: trpc.cashier.customer.pathKey() });
      },
      onSettled: () => {
        isUnderway.current = false;
        queryClient.invalidateQueries({ queryKey: trpc.cashier.pathKey() });
      },
    }),
  );
  const { mutate, reset } = take;

  const change = useCallback((part: Partial<TillDraft>) => {
    setStored((now) =>
      now.unanswered ? now : { ...now, receipt: null, isKeepAsked: false, draft: { ...now.draft, ...part } },
    );
  }, []);

  const pay = useCallback(() => {
    if (isUnderway.current || kept.receipt) return;
    const isBanknote = figures && kept.draft.method === 'cash' && figures.owedFen > 0 && figures.keptFen > 0;
    if (isBanknote && !kept.unanswered && !kept.isKeepAsked) {
      setStored((now) => ({ ...now, isKeepAsked: true }));
      return;
    }
    const command =
      kept.unanswered ?? (customer && figures && !figures.problem ? commandOf(customer, figures, kept.draft) : null);
    if (!command) return;
    isUnderway.current = true;
    mutate(command);
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
    unanswered: kept.unanswered,
    isKeepAsked: kept.isKeepAsked,
    isPaying: take.isPending,
    error: take.error,
    change,
    pay,
    choose,
    /** Back from the receipt to the till, with the customer kept. */
    dismissReceipt: useCallback(() => setStored((now) => ({ ...now, receipt: null })), []),
  };
}

/** The payment as it stands on the screen, with what the cashier saw as owed, under a request id of its own. */
function commandOf(customer: TillCustomer, figures: TillFigures, draft: TillDraft): Command {
  return {
    customerId: customer.customerId,
    paidFen: figures.paidFen,
    tenderedFen: figures.tenderedFen,
    method: draft.method,
    billIds: figures.tickedIds.map((id) => BillId.parse(id)),
    creditFen: figures.creditFen,
    ...(figures.keptFen > 0 &&
      figures.keepOnAccountId !== null && { keepOnAccountId: AccountId.parse(figures.keepOnAccountId) }),
    expectedOwedFen: figures.owedFen,
    reference: draft.method === 'cash' ? '' : draft.reference,
    requestId: RequestId.parse(newRequestId()),
  };
}

export type Till = ReturnType<typeof useTill>;
