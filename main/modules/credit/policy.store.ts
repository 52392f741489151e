import { z } from 'zod';
import { one, run } from '../../db/query.ts';

const PolicyRow = z.object({
  isAutoPay: z.number(),
  lowBalanceFen: z.number(),
  cashierRefundFen: z.number(),
  version: z.number(),
});
export const policy = one(
  PolicyRow,
  `SELECT is_auto_pay AS isAutoPay, low_balance_fen AS lowBalanceFen, cashier_refund_fen AS cashierRefundFen, version
   FROM credit_policy WHERE id = 1`,
);
/** Answers 0 when somebody else changed it meanwhile. */
export const savePolicy = run(
  `UPDATE credit_policy SET is_auto_pay = :isAutoPay, low_balance_fen = :lowBalanceFen, cashier_refund_fen = :cashierRefundFen,
     version = version + 1
   WHERE id = 1 AND version = :version`,
);
