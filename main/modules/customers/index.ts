export {
  accountDetail,
  accountsOfPremises,
  findAccount,
  findCustomerNamed,
  findPremisesByDoor,
  isAccountNoTaken,
  openAccountAt,
} from './customers.queries.service.ts';
export {
  type AccountCard,
  AccountDetail,
  CloseAccount,
  CreateAccount,
  type Customer,
  Household,
  OpenAccount,
  type SearchHit,
  type Service,
  UpdateAccount,
} from './customers.schema.ts';
export {
  addHousehold,
  closeAccountIn,
  createAccount,
  openAccount,
  updateAccount,
} from './customers.service.ts';
export { search, setMeterKeys } from './search.service.ts';
