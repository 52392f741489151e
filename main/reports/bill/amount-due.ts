import { formatYuan, yuanInCapitals } from '../../shared/money.ts';
import type { PaperBlock } from '../print/paper.ts';
import type { BillWords } from './words.ts';

interface DueBill {
  readonly amountFen: number;
  readonly dueOn: string;
  readonly paidFen: number;
  readonly adjustedFen: number;
  readonly owedFen: number;
}

/** What any bill ends with: the amount, by when, what is paid of it and what is still owed. */
export function amountDue(bill: DueBill, words: BillWords): PaperBlock[] {
  return [
    {
      kind: 'amount',
      label: words.due,
      amount: `¥${formatYuan(bill.amountFen)}`,
      capitals: yuanInCapitals(bill.amountFen),
    },
    {
      kind: 'fields',
      columns: 3,
      items: [
        { label: words.dueOn, value: bill.dueOn },
        { label: words.paid, value: formatYuan(bill.paidFen - bill.adjustedFen) },
        ...(bill.adjustedFen > 0 ? [{ label: words.adjusted, value: formatYuan(bill.adjustedFen) }] : []),
        { label: words.owed, value: formatYuan(bill.owedFen) },
      ],
    },
  ];
}
