import { Card, theme } from 'antd';
import type { ReactNode } from 'react';

/** A small card in the middle of an otherwise empty screen: login, lock, set-up. */
export function Centred(props: { title: ReactNode; children: ReactNode; width?: number; isOverlay?: boolean }) {
  const { token } = theme.useToken();
  return (
    <main
      style={{
        position: props.isOverlay ? 'fixed' : 'static',
        inset: 0,
        zIndex: 2000,
        minHeight: '100%',
        display: 'grid',
        placeItems: 'center',
        background: token.colorBgLayout,
      }}
    >
      <Card title={props.title} style={{ width: props.width ?? 380, maxWidth: '94vw' }}>
        {props.children}
      </Card>
    </main>
  );
}
