import { z } from 'zod';
import { maybe } from '../../db/query.ts';

/** Whom a charge is for, as its paper names them. */
export const chargedAccount = maybe(
  z.object({
    accountNo: z.string(),
    service: z.string(),
    customerName: z.string(),
    doorNo: z.string(),
    address: z.string(),
  }),
  `SELECT a.account_no AS accountNo, a.service, c.name AS customerName, p.door_no AS doorNo, p.address
   FROM account a JOIN customer c ON c.id = a.customer_id JOIN premises p ON p.id = a.premises_id WHERE a.id = :accountId`,
);
