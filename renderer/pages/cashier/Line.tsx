import { theme } from 'antd';
import type { ReactNode } from 'react';

/** A label and its field, in the till's columns. */
export function Line(props: { label: string; children: ReactNode }) {
  const { token } = theme.useToken();
  return (
    <div style={{ display: 'grid', gridTemplateColumns: '84px 1fr', alignItems: 'center' }}>
      <span style={{ color: token.colorTextSecondary }}>{props.label}</span>
      {props.children}
    </div>
  );
}
