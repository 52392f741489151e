import { z } from 'zod';
import { insert, many, maybe, run } from '../../db/query.ts';
import { AccountId, MeterId } from '../../shared/ids.ts';
import { Order, OrderEvent } from './suspension.schema.ts';

const ORDER = `SELECT o.id AS orderId, o.order_no AS orderNo, o.account_id AS accountId, a.account_no AS accountNo, a.service,
    a.customer_id AS customerId, c.name AS customerName, c.phone, p.door_no AS doorNo, p.address, o.meter_id AS meterId,
    m.meter_no AS meterNo, m.bus_id AS busId, m.address AS meterAddress, o.kind, o.way, o.state, o.notice_step_id AS noticeStepId,
    o.undoes_id AS undoesId, o.owed_fen AS owedFen, o.reason, o.proposed_at AS proposedAt, o.proposed_by AS proposedBy, o.proposer,
    o.due_at AS dueAt, o.final_call_at AS finalCallAt, o.confirmed_at AS confirmedAt, o.confirmer, o.valid_until AS validUntil,
    o.sent_at AS sentAt, o.settled_at AS settledAt, o.error_code AS errorCode, o.status_word AS statusWord, o.worker
  FROM suspension_order o JOIN account a ON a.id = o.account_id JOIN customer c ON c.id = a.customer_id
    JOIN premises p ON p.id = a.premises_id JOIN meter m ON m.id = o.meter_id`;
const OPEN = "('proposed', 'confirmed', 'sent', 'unknown')";
export const listOrders = many(
  Order,
  `${ORDER} WHERE (:accountId IS NULL OR o.account_id = :accountId)
     AND (:state = 'all' OR (:state = 'open') = (o.state IN ${OPEN})) ORDER BY o.id DESC LIMIT 500`,
);
export const findOrder = maybe(Order, `${ORDER} WHERE o.id = :orderId`);
export const openOrders = many(Order, `${ORDER} WHERE o.state IN ${OPEN} ORDER BY o.id`);
/** The order that stopped a supply that is still stopped, where nothing is under way. */
export const standingStops = many(
  Order,
  `${ORDER} WHERE o.state = 'done' AND o.kind = 'suspend' AND (:accountId IS NULL OR o.account_id = :accountId)
     AND o.id = (SELECT max(x.id) FROM suspension_order x WHERE x.account_id = o.account_id AND x.state = 'done')
     AND NOT EXISTS (SELECT 1 FROM suspension_order x WHERE x.account_id = o.account_id AND x.state IN ${OPEN})`,
);
export const insertOrder = insert(
  `INSERT INTO suspension_order (order_no, account_id, meter_id, kind, way, state, notice_step_id, undoes_id, owed_fen, reason,
     proposed_at, proposed_by, proposer, due_at)
   VALUES (:orderNo, :accountId, :meterId, :kind, :way, 'proposed', :noticeStepId, :undoesId, :owedFen, :reason, :now, :userId,
     :userName, :dueAt)`,
);
export const confirmOrder = run(
  `UPDATE suspension_order SET state = 'confirmed', confirmed_at = :now, confirmed_by = :userId, confirmer = :userName,
     valid_until = :validUntil WHERE id = :orderId AND state = 'proposed'`,
);
export const sendOrder = run(
  "UPDATE suspension_order SET state = 'sent', sent_at = :now WHERE id = :orderId AND state = 'confirmed'",
);
export const settleOrder = run(
  `UPDATE suspension_order SET state = :state, settled_at = :now, error_code = :errorCode, status_word = coalesce(:statusWord, status_word),
     worker = :worker WHERE id = :orderId AND state = :from`,
);
export const setFinalCall = run(
  "UPDATE suspension_order SET final_call_at = :now WHERE id = :orderId AND state = 'proposed'",
);

export const eventsOf = many(
  OrderEvent,
  'SELECT id AS eventId, at, kind, note, user_name AS userName FROM suspension_event WHERE order_id = :orderId ORDER BY id',
);
export const insertEvent = run(
  'INSERT INTO suspension_event (order_id, at, kind, note, user_name) VALUES (:orderId, :at, :kind, :note, :userName)',
);

/** The meters an account has now. */
export const metersOf = many(
  z.object({
    accountId: AccountId,
    meterId: MeterId,
    protocol: z.string(),
    address: z.string(),
    busId: z.number().nullable(),
  }),
  `SELECT x.account_id AS accountId, m.id AS meterId, m.protocol, m.address, m.bus_id AS busId
   FROM account_meter x JOIN meter m ON m.id = x.meter_id WHERE x.account_id = :accountId AND x.to_on IS NULL ORDER BY x.id`,
);
