import { theme } from 'antd';
import type { ReactNode } from 'react';

/** The height of a control: title and buttons stay in the first line when the filters need two. */
const LINE = 32;

/** Head with the page's title, its figures and its one primary button; the body scrolls, the head stays. */
export function PageFrame(props: {
  title: ReactNode;
  extra?: ReactNode;
  /** Beside the title: the pages behind the same word of the rail, or a figure. Filters then have a line of their own. */
  beside?: ReactNode;
  filters?: ReactNode;
  children: ReactNode;
  isFixed?: boolean;
}) {
  const { token } = theme.useToken();
  const row = { flex: 1, display: 'flex', gap: 8, flexWrap: 'wrap', alignItems: 'center', minHeight: LINE } as const;
  return (
    <section style={{ height: '100%', display: 'flex', flexDirection: 'column', minHeight: 0 }}>
      <header style={{ display: 'flex', alignItems: 'flex-start', gap: 12, padding: '10px 16px', flexWrap: 'wrap' }}>
        <h1 style={{ fontSize: 18, fontWeight: 600, lineHeight: `${LINE}px`, margin: 0, color: token.colorText }}>
          {props.title}
        </h1>
        <div style={row}>{props.beside ?? props.filters}</div>
        <div style={{ display: 'flex', gap: 8, alignItems: 'center', minHeight: LINE, marginInlineStart: 'auto' }}>
          {props.extra}
        </div>
        {props.beside && props.filters && <div style={{ ...row, flexBasis: '100%' }}>{props.filters}</div>}
      </header>
      <div style={{ flex: 1, minHeight: 0, overflow: props.isFixed ? 'hidden' : 'auto', padding: '0 16px 16px' }}>
        {props.children}
      </div>
    </section>
  );
}
