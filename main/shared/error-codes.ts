/**
 * Every refusal a person can meet, with the kind of answer it is. The renderer owns the wording
 * (renderer/i18n/<lang>/errors.json has one text a code; a test keeps both lists equal).
 */
export const ERROR_CODES = {
  // shared
  'input.invalid': 'bad-input',
  'session.required': 'unauthorised',
  'session.locked': 'unauthorised',
  'permission.denied': 'forbidden',
  'record.not-found': 'not-found',
  'record.changed': 'conflict',
  'request.reused': 'conflict',
  // station folder and database
  'folder.unusable': 'unavailable',
  'station.already-open': 'conflict',
  'station.not-set-up': 'conflict',
  'station.already-set-up': 'conflict',
  'demo.unavailable': 'not-found',
  'backup.missing': 'not-found',
  'backup.altered': 'conflict',
  'db.newer': 'unavailable',
  'db.corrupt': 'unavailable',
  'db.full': 'unavailable',
  'db.read-only': 'unavailable',
  'db.not-durable': 'unavailable',
  // users
  'login.wrong': 'unauthorised',
  'login.wait': 'unauthorised',
  'login.disabled': 'unauthorised',
  'password.must-change': 'forbidden',
  'password.wrong': 'bad-input',
  'password.weak': 'bad-input',
  'user.name-taken': 'conflict',
  'user.last-administrator': 'conflict',
  // ledger
  'ledger.unbalanced': 'bad-input',
  'ledger.already-reversed': 'conflict',
  // cashier and print
  'cashier.already-paid': 'conflict',
  'cashier.owed-changed': 'conflict',
  'cashier.nothing-paid': 'bad-input',
  'cashier.tendered-short': 'bad-input',
  'cashier.change-only-cash': 'bad-input',
  'cashier.credit-short': 'conflict',
  'cashier.no-account': 'bad-input',
  'cashier.already-reversed': 'conflict',
  'cashier.credit-spent': 'conflict',
  'print.no-browser': 'unavailable',
  'print.failed': 'unavailable',
  // cylinders and filling
  'cylinder.code-taken': 'conflict',
  'cylinder.code-scrapped': 'conflict',
  'cylinder.date-future': 'bad-input',
  'cylinder.dates-disagree': 'bad-input',
  'cylinder.life-extended': 'conflict',
  'cylinder.no-extension': 'conflict',
  'cylinder.nominal-too-large': 'bad-input',
  'cylinder.unknown': 'not-found',
  'cylinder.scrapped': 'conflict',
  'cylinder.foreign': 'conflict',
  'cylinder.scrap-reached': 'conflict',
  'cylinder.inspection-overdue': 'conflict',
  'filling.check-failed': 'conflict',
  'filling.possibly-full': 'conflict',
  'filling.scale-silent': 'unavailable',
  'filling.weight-stale': 'unavailable',
  'filling.scale-overloaded': 'conflict',
  'filling.weight-unstable': 'conflict',
  'filling.weight-is-net': 'conflict',
  'filling.below-tare': 'conflict',
  'filling.scale-works': 'conflict',
  // safety
  'safety.answers-incomplete': 'bad-input',
  'safety.hazard-missing': 'bad-input',
  'safety.value-missing': 'bad-input',
  'safety.grade-lowered': 'bad-input',
  'safety.note-missing': 'bad-input',
  'safety.due-date-past': 'bad-input',
  'safety.due-date-same': 'bad-input',
  'safety.due-date-changed': 'conflict',
  'safety.not-open': 'conflict',
  'safety.not-rectified': 'conflict',
  'safety.closed': 'conflict',
  'safety.same-person': 'forbidden',
  'safety.photo-type': 'bad-input',
  'safety.photo-size': 'bad-input',
  // customers and meters
  'account.already-open': 'conflict',
  'account.number-taken': 'conflict',
  'account.closed': 'conflict',
  'account.close-before-open': 'bad-input',
  'account.has-debt': 'conflict',
  'premises.door-taken': 'conflict',
  'meter.number-taken': 'conflict',
  'meter.address-invalid': 'bad-input',
  'meter.address-taken': 'conflict',
  'meter.removed': 'conflict',
  'meter.assigned': 'conflict',
  'meter.not-assigned': 'conflict',
  'meter.service-mismatch': 'bad-input',
  'meter.date-order': 'bad-input',
  // import
  'import.unreadable': 'bad-input',
  'import.no-columns': 'bad-input',
  'import.empty': 'bad-input',
  'import.too-large': 'bad-input',
  'import.has-errors': 'conflict',
  // readings
  'reading.baseline-exists': 'conflict',
  'reading.needs-confirmation': 'conflict',
  'reading.already-decided': 'conflict',
  'reading.unacceptable': 'conflict',
  'reading.billed': 'conflict',
  'reading.baseline-in-use': 'conflict',
  'reading.future': 'bad-input',
  'reading.exceeds-register': 'bad-input',
  'reading.before-baseline': 'bad-input',
  'reading.same-time': 'conflict',
  'reading.changed-meanwhile': 'conflict',
  'reading.bus-closed': 'unavailable',
  'reading.poll-running': 'conflict',
  // tariffs and billing
  'tariff.version-exists': 'conflict',
  'tariff.code-of-other-service': 'conflict',
  'tariff.verified-in-future': 'bad-input',
  'tariff.billed': 'conflict',
  'tariff.active': 'conflict',
  'tariff.unratable': 'bad-input',
  'billing.month-in-future': 'bad-input',
  'billing.due-date-past': 'bad-input',
  'bill.paid-too-much': 'conflict',
  'bill.reversed': 'conflict',
  // correction of a billed reading
  'correction.not-billed': 'conflict',
  'correction.not-accepted': 'conflict',
  'correction.already-replaced': 'conflict',
  'correction.unchanged': 'bad-input',
  'correction.below-previous': 'bad-input',
  'correction.above-next': 'bad-input',
  'correction.registers-differ': 'bad-input',
  'correction.unratable': 'conflict',
  'correction.changed': 'conflict',
  // sharing
  'sharing.name-taken': 'conflict',
  'sharing.price-needs-meter': 'bad-input',
  'sharing.meter-unknown': 'not-found',
  'sharing.service-mismatch': 'bad-input',
  'sharing.member-twice': 'bad-input',
  'sharing.member-dates': 'bad-input',
  'sharing.month-in-future': 'bad-input',
  'sharing.already-issued': 'conflict',
  'sharing.later-issued': 'conflict',
  'sharing.blocked': 'conflict',
  'sharing.total-changed': 'conflict',
  'sharing.doubts-open': 'conflict',
  'sharing.already-reversed': 'conflict',
  // devices
  'device.no-answer': 'unavailable',
  'device.garbage': 'unavailable',
  'device.meter-error': 'unavailable',
  'device.meter-no-data': 'unavailable',
  'device.meter-not-authorised': 'unavailable',
  'device.bad-data': 'unavailable',
  'device.port-missing': 'unavailable',
  'device.port-busy': 'unavailable',
  'device.port-denied': 'unavailable',
  'device.host-unreachable': 'unavailable',
  'device.unplugged': 'unavailable',
  'device.offline': 'unavailable',
  'device.no-weight': 'unavailable',
  'device.bad-address': 'bad-input',
  'device.off': 'conflict',
  'device.in-use': 'conflict',
  'device.name-taken': 'conflict',
  'device.link-taken': 'conflict',
  'device.search-running': 'conflict',
  'device.relay-no-password': 'conflict',
  'device.relay-expired': 'conflict',
  'device.relay-unknown': 'unavailable',
  'device.relay-unmoved': 'unavailable',
  // short messages
  'sms.number-invalid': 'bad-input',
  'sms.text-empty': 'bad-input',
  'sms.text-too-long': 'bad-input',
  'sms.no-sim': 'unavailable',
  'sms.sim-locked': 'unavailable',
  'sms.no-network': 'unavailable',
  'sms.modem-silent': 'unavailable',
  'sms.refused': 'unavailable',
  'sms.unknown': 'unavailable',
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;
export type ErrorKind = (typeof ERROR_CODES)[ErrorCode];
export type ErrorParams = Readonly<Record<string, string | number>>;

/** A refusal with a code and the figures its sentence needs. A bug is a plain Error instead. */
export class StationError extends Error {
  override readonly name = 'StationError';
  readonly code: ErrorCode;
  readonly params: ErrorParams;

  constructor(code: ErrorCode, params: ErrorParams = {}, options?: ErrorOptions) {
    super(`${code} ${JSON.stringify(params)}`, options);
    this.code = code;
    this.params = params;
  }
}

export function isStationError(error: unknown, code?: ErrorCode): error is StationError {
  return error instanceof StationError && (code === undefined || error.code === code);
}
