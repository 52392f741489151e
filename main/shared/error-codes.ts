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
  'db.newer': 'unavailable',
  'db.corrupt': 'unavailable',
  'db.full': 'unavailable',
  'db.read-only': 'unavailable',
  'db.not-durable': 'unavailable',
  // users
  'login.wrong': 'unauthorised',
  'login.wait': 'unauthorised',
  'login.disabled': 'unauthorised',
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
