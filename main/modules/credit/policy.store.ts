import { z } from 'zod';
import { many, maybe, one, run } from '../../db/query.ts';
import { AccountCredit, LowBalance } from './policy.schema.ts';

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

const RuleRow = AccountCredit.extend({ isAutoPay: z.number().nullable() });
export const creditsOf = many(
  RuleRow,
  `SELECT a.id AS accountId, a.account_no AS accountNo, a.service, p.door_no AS doorNo, a.closed_on AS closedOn,
     r.is_auto_pay AS isAutoPay, r.low_balance_fen AS lowBalanceFen,
     -coalesce((SELECT balance_fen FROM ledger_balance WHERE account_id = a.id AND ledger_code = '2203'), 0) AS creditFen,
     -coalesce((SELECT sum(balance_fen) FROM ledger_balance WHERE account_id = a.id AND ledger_code IN ('1122', '2203')), 0) AS balanceFen
   FROM account a JOIN premises p ON p.id = a.premises_id LEFT JOIN account_credit_rule r ON r.account_id = a.id
   WHERE a.customer_id = :customerId ORDER BY a.closed_on IS NOT NULL, a.id`,
);
export const findRule = maybe(
  z.object({ isAutoPay: z.number().nullable(), lowBalanceFen: z.number().nullable() }),
  'SELECT is_auto_pay AS isAutoPay, low_balance_fen AS lowBalanceFen FROM account_credit_rule WHERE account_id = :accountId',
);
export const accountExists = maybe(
  z.object({ accountId: z.number() }),
  'SELECT id AS accountId FROM account WHERE id = :accountId',
);
export const saveRule = run(
  `INSERT INTO account_credit_rule (account_id, is_auto_pay, low_balance_fen) VALUES (:accountId, :isAutoPay, :lowBalanceFen)
   ON CONFLICT (account_id) DO UPDATE SET is_auto_pay = excluded.is_auto_pay, low_balance_fen = excluded.low_balance_fen`,
);

/** Open accounts whose credit, less what they owe, is below their threshold. A threshold of 0 is none. */
const LOW = `WITH low AS (
     SELECT a.id, a.account_no, a.customer_id, a.premises_id, a.service,
       coalesce(r.low_balance_fen, (SELECT low_balance_fen FROM credit_policy)) AS threshold_fen,
       -coalesce((SELECT sum(balance_fen) FROM ledger_balance WHERE account_id = a.id AND ledger_code IN ('1122', '2203')), 0) AS balance_fen
     FROM account a LEFT JOIN account_credit_rule r ON r.account_id = a.id WHERE a.closed_on IS NULL)`;
const LOW_FROM = `FROM low JOIN customer c ON c.id = low.customer_id JOIN premises p ON p.id = low.premises_id
   WHERE low.threshold_fen > 0 AND low.balance_fen < low.threshold_fen
     AND (:text = '' OR low.account_no = :text OR p.door_no LIKE :text || '%' OR c.name LIKE '%' || :text || '%')`;
export const lowBalances = many(
  LowBalance,
  `${LOW} SELECT low.id AS accountId, low.account_no AS accountNo, low.customer_id AS customerId, c.name AS customerName, c.phone,
     low.service, p.door_no AS doorNo, low.balance_fen AS balanceFen, low.threshold_fen AS thresholdFen
   ${LOW_FROM} ORDER BY low.balance_fen, low.id LIMIT :limit OFFSET :offset`,
);
export const countLow = one(z.object({ total: z.number() }), `${LOW} SELECT count(*) AS total ${LOW_FROM}`);
