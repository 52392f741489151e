import { stationSettings } from '../../modules/station/index.ts';
import { requireOrder } from '../../modules/suspension/index.ts';
import { localDateTime } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import { SuspensionOrderId } from '../../shared/ids.ts';
import { formatYuan } from '../../shared/money.ts';
import type { DocumentMaker } from '../print/maker.ts';
import { commonWords } from '../words.ts';
import { workWords } from './words.ts';

/** The sheet of a field worker. There is none before somebody confirmed the order, and none after it ended. */
export const suspensionWorkMaker: DocumentMaker = {
  perm: 'dunning.read',
  build(st, by, { id, lang }) {
    const order = requireOrder(st.db, SuspensionOrderId.parse(id));
    const { kind, orderNo, state, way } = order;
    if (way !== 'field' || state !== 'sent') throw new StationError('suspension.wrong-state', { orderNo, state });
    const words = workWords(lang);
    const { fields } = words;
    const settings = stationSettings(st.db);
    const at = (time: number | null) => (time === null ? '—' : localDateTime(time, st.zone).slice(0, 16));
    return {
      lang,
      size: 'A4',
      title: words.titles[kind],
      station: settings?.name ?? '',
      subtitle: `${words.no} ${orderNo}`,
      blocks: [
        {
          kind: 'fields',
          columns: 2,
          items: [
            { label: fields.customer, value: order.customerName },
            { label: fields.phone, value: order.phone || '—' },
            { label: fields.account, value: order.accountNo },
            { label: fields.meter, value: order.meterNo },
            { label: fields.door, value: order.doorNo },
            { label: fields.address, value: order.address || '—' },
            { label: fields.proposer, value: order.proposer },
            { label: fields.confirmer, value: `${order.confirmer ?? ''} ${at(order.confirmedAt)}` },
            { label: fields.until, value: at(order.validUntil) },
            ...(kind === 'suspend' ? [{ label: fields.owed, value: words.yuan(formatYuan(order.owedFen)) }] : []),
          ],
        },
        { kind: 'text', text: words.before },
        { kind: 'text', text: words.steps[kind] },
        { kind: 'heading', text: words.record },
        {
          kind: 'table',
          columns: [
            { title: words.columns[0] ?? '', width: 35 },
            { title: words.columns[1] ?? '', width: 65 },
          ],
          rows: words.rows.map((row) => [row, '']),
        },
        { kind: 'signatures', labels: words.signatures },
      ],
      foot: [
        [settings?.address, settings?.phone].filter(Boolean).join(' '),
        commonWords(lang).printedBy(by.name, localDateTime(st.clock.now(), st.zone)),
      ].filter(Boolean),
      fileName: `${words.titles[kind]} ${orderNo}`,
    };
  },
};
