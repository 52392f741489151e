import { Card, theme } from 'antd';
import type { ReactNode, Ref } from 'react';

/** A small card in the middle of an otherwise empty screen: login, lock, set-up. */
export function Centred(props: {
  title: ReactNode;
  extra?: ReactNode;
  children: ReactNode;
  foot?: ReactNode;
  width?: number;
  isCover?: boolean;
  ref?: Ref<HTMLElement>;
}) {
  const { token } = theme.useToken();
  return (
    <main
      ref={props.ref}
      className={props.isCover ? 'centred cover' : 'centred'}
      style={{ background: token.colorBgLayout, color: token.colorText }}
    >
      <Card title={props.title} extra={props.extra} style={{ width: props.width ?? 380, maxWidth: '94vw' }}>
        {props.children}
      </Card>
      {props.foot && <footer style={{ color: token.colorTextTertiary, fontSize: 12 }}>{props.foot}</footer>}
    </main>
  );
}
