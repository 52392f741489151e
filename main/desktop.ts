import * as electron from 'electron';
import { startDesktop } from './electron/program.ts';

/** The desktop window on a station: Electron's entry. Not awaited, see startDesktop. */
void startDesktop(electron, process.argv.slice(1));
