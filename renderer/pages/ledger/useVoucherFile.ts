import { useRef, useState } from 'react';
import type { VoucherQuery } from '../../../main/modules/ledger/voucher.schema.ts';
import { client } from '../../app/api.ts';
import { saveParts } from '../../ui/usePrintPreview.ts';

export type VoucherChoice = Omit<VoucherQuery, 'after'>;

export interface VoucherState {
  readonly step: 'idle' | 'running' | 'saved' | 'cancelled' | 'failed';
  readonly done: number;
  readonly total: number;
  readonly vouchers: number;
  readonly debitFen: number;
  readonly creditFen: number;
  readonly error?: unknown;
}

const IDLE: VoucherState = { step: 'idle', done: 0, total: 0, vouchers: 0, debitFen: 0, creditFen: 0 };

/** Fetches the accountant's file part by part and saves it when it is whole; cancelled, nothing is saved. */
export function useVoucherFile() {
  const [state, setState] = useState(IDLE);
  const run = useRef(0);

  async function start(choice: VoucherChoice, fileName: string): Promise<void> {
    const mine = ++run.current;
    const parts: Uint8Array<ArrayBuffer>[] = [];
    let sums = { ...IDLE, step: 'running' } as VoucherState;
    setState(sums);
    try {
      let after: VoucherQuery['after'] = null;
      do {
        const chunk = await client.ledger.vouchers.query({ ...choice, after });
        if (mine !== run.current) return;
        parts.push(Uint8Array.from(atob(chunk.base64), (char) => char.charCodeAt(0)));
        sums = {
          ...sums,
          done: chunk.done,
          total: chunk.total,
          vouchers: sums.vouchers + chunk.vouchers,
          debitFen: sums.debitFen + chunk.debitFen,
          creditFen: sums.creditFen + chunk.creditFen,
        };
        setState(sums);
        after = chunk.next;
      } while (after !== null);
      saveParts(fileName, parts, 'text/csv');
      setState({ ...sums, step: 'saved' });
    } catch (error) {
      if (mine === run.current) setState({ ...sums, step: 'failed', error });
    }
  }

  function cancel(): void {
    run.current++;
    setState((before) => (before.step === 'running' ? { ...before, step: 'cancelled' } : before));
  }

  return { state, start, cancel };
}
