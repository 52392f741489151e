export { previewImport, runImport } from './import.service.ts';
