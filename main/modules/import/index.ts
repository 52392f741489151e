export { previewImport, runImport } from './import.service.ts';
export { readTable } from './table.ts';
