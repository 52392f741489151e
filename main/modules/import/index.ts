export { ConnectAccount } from './accounts.schema.ts';
export { closeAccount, connectAccount } from './accounts.service.ts';
export { previewImport, runImport } from './import.service.ts';
