import type {
  DeviceHost,
  MeterBusPort,
  RelayCommand,
  RelayStatus,
  SmsModemPort,
  SmsSent,
  WireMeter,
} from '../../../main/devices/ports.ts';
import type { AccountId, CustomerId } from '../../../main/shared/ids.ts';
import { makeStation, requestId } from '../../support/station.ts';
import { households } from '../cashier/households.ts';

/** A Monday, eleven o'clock: inside the window of every standard rule. */
export const MONDAY = '2026-11-23T11:00:00+08:00';
export const METER = '202600000001';

type Send = (to: string, text: string) => Promise<SmsSent>;
type Control = (meter: WireMeter, command: RelayCommand) => Promise<RelayStatus>;

export function statusOf(isOpen: boolean, isOrderedOpen = isOpen): RelayStatus {
  const word = (isOpen ? 16 : 0) + (isOrderedOpen ? 64 : 0);
  return { isOpen, isOrderedOpen, isAlarming: false, isKeepingPower: false, word, at: 0 };
}

/**
 * A station with a meter bus and a modem that do what the test says, and households in debt. `send` and `control` may be
 * replaced at any time.
 */
export function debtors(at = MONDAY) {
  const wires = {
    sent: [] as { to: string; text: string }[],
    commands: [] as RelayCommand[],
    send: (async (to, text) => {
      wires.sent.push({ to, text });
      return { parts: 1, references: [1] };
    }) as Send,
    control: (async (_, command) => {
      wires.commands.push(command);
      return statusOf(command.action === 'trip');
    }) as Control,
    readStatus: async () => statusOf(false),
  };
  const bus = {
    control: (meter: WireMeter, command: RelayCommand) => wires.control(meter, command),
    readStatus: () => wires.readStatus(),
  } as Partial<MeterBusPort> as MeterBusPort;
  const modem = { send: (to: string, text: string) => wires.send(to, text) } as Partial<SmsModemPort> as SmsModemPort;
  const host: DeviceHost = {
    scale: () => undefined,
    meterBus: () => bus,
    smsModem: () => modem,
    reload: () => undefined,
    statuses: () => new Map(),
    [Symbol.asyncDispose]: async () => undefined,
  };
  const ann = makeStation({ at, makeDevices: () => host });
  const town = households(ann);
  const { db } = ann.station;
  const put = (sql: string, ...values: (string | number)[]) => Number(db.prepare(sql).run(...values).lastInsertRowid);
  const device = (kind: string) =>
    put("INSERT INTO device (kind, name, model, link_json, created_at) VALUES (?, ?, 'x', '{}', 0)", kind, kind);
  db.prepare('UPDATE message_setting SET modem_id = ?').run(device('modem'));
  const busId = device('meter-bus');
  let meters = 0;

  /** A household with one overdue bill an amount, each a month later, and a meter on the bus. */
  function debtor(options: {
    amounts?: readonly number[];
    dueOn?: string;
    isWired?: boolean;
    kind?: 'person' | 'company';
    service?: 'electricity' | 'gas';
  }): { customerId: CustomerId; accountId: AccountId; billIds: number[] } {
    const { amounts = [10_000], dueOn = '2026-10-10', isWired = true, kind = 'person' } = options;
    const customerId = town.customer();
    db.prepare('UPDATE customer SET kind = ? WHERE id = ?').run(kind, customerId);
    const accountId = town.account(customerId, options.service ?? 'electricity');
    const meterId = put(
      `INSERT INTO meter (meter_no, service, protocol, address, bus_id, installed_on, created_at)
       VALUES (?, ?, ?, ?, ${isWired ? busId : 'NULL'}, '2025-01-01', 0)`,
      `D${++meters}`,
      options.service ?? 'electricity',
      isWired ? 'dlt645-2007' : 'manual',
      isWired ? METER.slice(0, 11) + meters : '',
    );
    put("INSERT INTO account_meter (account_id, meter_id, from_on) VALUES (?, ?, '2025-01-01')", accountId, meterId);
    const billIds = amounts.map((amount, i) =>
      town.bill(accountId, amount, { month: `2026-0${i + 7}`, dueOn: i === 0 ? dueOn : `2026-11-${10 + i}` }),
    );
    return { customerId, accountId, billIds };
  }

  const office = ann.as('cashier');
  const take = (stage: 'reminder' | 'demand' | 'notice', ...accountIds: AccountId[]) =>
    office.dunning.take({
      stage,
      accountIds,
      requestId: requestId(),
      ...(stage === 'reminder' && { channels: ['sms' as const] }),
    });
  const caseOf = async (accountId: AccountId) => {
    const { debt } = await office.dunning.account({ accountId });
    if (!debt) throw new Error('nothing is overdue');
    return debt;
  };
  const serve = (stepIds: number[], servedOn: string) =>
    office.dunning.served({
      stepIds: stepIds as never,
      servedOn,
      servedHow: 'handed',
      servedBy: '李师傅',
      receivedBy: '本人签字',
      requestId: requestId(),
    });

  /** Takes every stage up to a notice that was served on its day, and moves the clock to when a stop may be proposed. */
  async function warn(accountId: AccountId, until = '2026-12-02T11:00:00+08:00'): Promise<number> {
    await take('reminder', accountId);
    await take('demand', accountId);
    await take('notice', accountId);
    const stepId = (await caseOf(accountId)).notice?.stepId ?? 0;
    await serve([stepId], '2026-11-23');
    ann.setClock(until);
    return stepId;
  }

  /** A proposed order, told of and ready to be confirmed by somebody else. */
  async function proposed(accountId: AccountId) {
    const outcome = await office.suspension.propose({ accountIds: [accountId], requestId: requestId() });
    const [order] = await office.suspension.list({ accountId });
    if (!order) throw new Error(`no order: ${JSON.stringify(outcome)}`);
    await office.suspension.finalCall({ orderId: order.orderId, how: '电话告知', requestId: requestId() });
    ann.advance(61 * 60_000);
    return order;
  }

  return {
    ann,
    town,
    wires,
    office,
    manager: ann.as('manager'),
    debtor,
    take,
    serve,
    caseOf,
    warn,
    proposed,
    confirm: (orderId: number) =>
      ann.as('manager').suspension.confirm({ orderId: orderId as never, requestId: requestId() }),
    pay: (customerId: CustomerId, paidFen: number) =>
      office.cashier.takePayment({ customerId, paidFen, tenderedFen: paidFen, method: 'cash', requestId: requestId() }),
    mark: (
      accountId: AccountId,
      kind: 'protected' | 'disputed' | 'excluded' | 'promise' | 'plan',
      untilOn: string | null = null,
    ) =>
      ann.as('manager').dunning.mark({
        accountId,
        kind,
        reason: '家中透析',
        evidence: '医院证明 2026-118',
        untilOn,
        requestId: requestId(),
      }),
    [Symbol.asyncDispose]: () => ann[Symbol.asyncDispose](),
  };
}
