export { monthly, monthlyExcel } from './reports.service.ts';
