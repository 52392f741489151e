export { loadCurve } from './load.service.ts';
export { saveLimit } from './policy.service.ts';
export { createSchedule } from './schedules.service.ts';
export { seedAlerts, seedDaily, seedQuarters } from './seed.service.ts';
export { runDue, settleInterruptedRuns, stopForShutdown, tidyHistory } from './tick.service.ts';
