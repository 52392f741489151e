import { theme } from 'antd';
import { useTranslation } from 'react-i18next';

const KEYS = [
  ['F2', 'find'],
  ['Enter', 'move'],
  ['↑ ↓', 'method'],
  ['F4', 'pay'],
  ['F6', 'print'],
  ['F8', 'next'],
  ['Esc', 'back'],
] as const;

/** The keys of the till, at its foot. */
export function KeyStrip(props: { hasReceipt: boolean }) {
  const { t } = useTranslation('cashier');
  const { token } = theme.useToken();
  const isIdle = (name: string) => (props.hasReceipt ? name === 'pay' || name === 'method' : name === 'print');
  return (
    <div
      style={{
        display: 'flex',
        gap: 18,
        padding: '5px 14px',
        fontSize: 12,
        color: token.colorTextSecondary,
        background: token.colorBgContainer,
        borderTop: `1px solid ${token.colorBorderSecondary}`,
      }}
    >
      {KEYS.map(([key, name]) => (
        <span key={key} style={{ opacity: isIdle(name) ? 0.55 : 1 }}>
          <kbd>{key}</kbd> {t(`keys.${name}`)}
        </span>
      ))}
    </div>
  );
}
