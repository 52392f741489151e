export { monthly, monthlyExcel, takings } from './reports.service.ts';
