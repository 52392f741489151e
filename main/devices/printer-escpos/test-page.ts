import type { PrintJob } from '../ports.ts';

/** Everything a receipt needs: Chinese, the money column, the sign of the yuan, both sizes, a square, the cut, the drawer. */
export const TEST_PAGE: PrintJob = {
  opensDrawer: true,
  items: [
    { kind: 'text', text: '站务台', align: 'center', isBold: true, isLarge: true },
    { kind: 'text', text: '打印测试 / Test page', align: 'center' },
    { kind: 'rule' },
    { kind: 'row', left: '电费 2026-11', right: '￥128.50' },
    { kind: 'row', left: '液化石油气 15 kg × 2，送货上门，满瓶换空瓶', right: '￥1,286.00' },
    { kind: 'row', left: '合计', right: '￥1,414.50', isBold: true },
    { kind: 'rule' },
    { kind: 'text', text: '金额右边应对齐，汉字不应是乱码。' },
    { kind: 'qr', text: '站务台 Stationdesk' },
  ],
};
