import { theme } from 'antd';
import type { CSSProperties } from 'react';

/** Cells of the till's own tables: denser than antd's, with a head that stays. */
export function useCell(): CSSProperties {
  const { token } = theme.useToken();
  return { padding: '6px 8px', borderBottom: `1px solid ${token.colorBorderSecondary}`, textAlign: 'left' };
}

export function useHeadCell(): CSSProperties {
  const { token } = theme.useToken();
  return {
    ...useCell(),
    position: 'sticky',
    top: 0,
    zIndex: 1,
    background: token.colorBgContainer,
    fontWeight: 500,
    fontSize: 12,
    color: token.colorTextSecondary,
  };
}
