import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { monthly, monthlyExcel } from '../modules/reports/index.ts';
import { DOCUMENTS } from '../reports/documents.ts';
import { MonthlyQuery, type MonthlyReport } from '../reports/monthly/monthly.schema.ts';
import { renderPaper } from '../reports/print/html.ts';
import { createBrowserPdf } from '../server/pdf.ts';
import { formatYuan } from '../shared/money.ts';
import { type OpenStation, openStation } from '../station.ts';
import { cliActor, emit, guarded, parsed } from './cli-context.ts';

interface Options {
  readonly data: string;
  readonly month: string;
  readonly service: string;
  readonly out?: string;
  readonly lang: string;
  readonly json?: boolean;
}

export function addReportCommand(program: Command): void {
  program
    .command('report')
    .description('the monthly report: billed, collected and outstanding by building')
    .requiredOption('--data <folder>', 'data folder of the station')
    .requiredOption('--month <YYYY-MM>', 'month')
    .option('--service <service>', 'electricity, gas, water or property', 'electricity')
    .option('--out <file>', 'also write it to a .pdf, .xlsx or .html file')
    .option('--lang <lang>', 'zh-CN or en, for the file', 'zh-CN')
    .option('--json', 'one JSON document on stdout')
    .addHelpText('after', '\nExample: npm run -s cli -- report --data /srv/station --month 2026-11 --out november.pdf')
    .action(
      guarded(async (options: Options) => {
        const query = parsed(MonthlyQuery, { month: options.month, service: options.service });
        await using station = openStation({ folder: options.data, pdf: createBrowserPdf() });
        const report = monthly(station, query);
        if (options.out)
          writeFileSync(options.out, await fileOf(station, query, options.out, options.lang === 'en' ? 'en' : 'zh-CN'));
        emit(options, report, reportText(report));
        return undefined;
      }),
    );
}

async function fileOf(
  station: OpenStation,
  query: MonthlyQuery,
  file: string,
  lang: 'zh-CN' | 'en',
): Promise<Uint8Array | string> {
  if (file.endsWith('.xlsx')) return Buffer.from((await monthlyExcel(station, { ...query, lang })).base64, 'base64');
  const paper = DOCUMENTS.monthly.build(station, cliActor(), { kind: 'monthly', ...query, lang });
  const html = renderPaper(paper);
  return file.endsWith('.pdf') ? station.pdf.print(html, { paper: paper.size }) : html;
}

function reportText(report: MonthlyReport): string {
  const line = (name: string, figures: MonthlyReport['totals']) =>
    [
      name.padEnd(12),
      String(figures.bills).padStart(7),
      ...[figures.billedFen, figures.collectedFen, figures.openFen, figures.closingFen].map((f) =>
        formatYuan(f).padStart(14),
      ),
    ].join(' ');
  const head = [
    'building'.padEnd(12),
    'bills'.padStart(7),
    ...['billed', 'collected', 'open', 'owed at end'].map((t) => t.padStart(14)),
  ].join(' ');
  return [
    `${report.stationName} ${report.month} ${report.service}`,
    head,
    ...report.rows.map((row) => line(row.building, row)),
    line('total', report.totals),
  ].join('\n');
}
