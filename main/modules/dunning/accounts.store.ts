import { z } from 'zod';
import { maybe } from '../../db/query.ts';
import { AccountId, CustomerId } from '../../shared/ids.ts';
import { Service } from './rule.schema.ts';

/** Who an account is, whether it owes anything or not. */
const AccountFacts = z.object({
  accountId: AccountId,
  accountNo: z.string(),
  service: Service,
  customerId: CustomerId,
  customerName: z.string(),
  customerKind: z.enum(['person', 'company']),
  phone: z.string(),
  lang: z.enum(['zh-CN', 'en']),
  doorNo: z.string(),
  address: z.string(),
  meterNo: z.string().nullable(),
});
export type AccountFacts = z.infer<typeof AccountFacts>;
export const findAccountFacts = maybe(
  AccountFacts,
  `SELECT a.id AS accountId, a.account_no AS accountNo, a.service, c.id AS customerId, c.name AS customerName, c.kind AS customerKind, c.phone,
     coalesce(k.lang, 'zh-CN') AS lang, p.door_no AS doorNo, p.address,
     (SELECT m.meter_no FROM account_meter x JOIN meter m ON m.id = x.meter_id WHERE x.account_id = a.id AND x.to_on IS NULL ORDER BY x.id LIMIT 1)
       AS meterNo
   FROM account a JOIN customer c ON c.id = a.customer_id JOIN premises p ON p.id = a.premises_id
   LEFT JOIN message_contact k ON k.customer_id = c.id WHERE a.id = :accountId`,
);
