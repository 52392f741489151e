import { Descriptions } from 'antd';
import type { PartText } from './parts.ts';

/** Parts of a document in words. */
export function PartList({ title, parts }: { title: string; parts: readonly PartText[] }) {
  return (
    <section style={{ margin: '12px 0' }}>
      <h3 style={{ fontSize: 14 }}>{title}</h3>
      <Descriptions
        size="small"
        column={1}
        bordered
        styles={{ label: { width: 160 } }}
        items={parts.map(({ label, text }, i) => ({ key: `${i} ${label}`, label, children: text }))}
      />
    </section>
  );
}
