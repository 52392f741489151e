import { many } from '../../db/query.ts';
import { DepositTotal, TakingsDeposit } from './takings.schema.ts';

const SLIP = (
  t: string,
) => `json_extract(${t}.slip_json, '$.customerName') AS customerName, json_extract(${t}.slip_json, '$.doorNo') AS doorNo,
     json_extract(${t}.slip_json, '$.purpose') AS purpose, ${t}.method, ${t}.amount_fen AS amountFen,
     json_extract(${t}.slip_json, '$.cashierName') AS cashierName, ${t}.reversed_on AS reversedOn, ${t}.reversal_reason AS reversalReason`;

/** Newest first. */
export const depositsOf = many(
  TakingsDeposit,
  `SELECT * FROM (
     SELECT 'deposit' AS kind, d.id, d.receipt_no AS no, d.taken_at AS at, d.business_date AS businessDate, ${SLIP('d')}
     FROM deposit d WHERE d.business_date = :date OR d.reversed_on = :date
     UNION ALL
     SELECT 'deposit-return', r.id, r.return_no, r.returned_at, r.business_date, ${SLIP('r')}
     FROM deposit_return r WHERE r.business_date = :date OR r.reversed_on = :date)
   ORDER BY at DESC, no DESC`,
);

export const depositTotals = many(
  DepositTotal,
  `SELECT method, sum(taken) AS taken, sum(takenFen) AS takenFen, sum(returned) AS returned, sum(returnedFen) AS returnedFen
   FROM (
     SELECT method, 1 AS taken, amount_fen AS takenFen, 0 AS returned, 0 AS returnedFen FROM deposit WHERE business_date = :date
     UNION ALL
     SELECT method, -1, -amount_fen, 0, 0 FROM deposit WHERE reversed_on = :date
     UNION ALL
     SELECT method, 0, 0, 1, amount_fen FROM deposit_return WHERE business_date = :date
     UNION ALL
     SELECT method, 0, 0, -1, -amount_fen FROM deposit_return WHERE reversed_on = :date)
   GROUP BY method
   ORDER BY CASE method WHEN 'cash' THEN 0 WHEN 'wechat' THEN 1 WHEN 'alipay' THEN 2 WHEN 'card' THEN 3 ELSE 4 END`,
);
