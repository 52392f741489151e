import { theme } from 'antd';
import { formatYuan } from '../../main/shared/money.ts';

/** Fen as yuan with two decimals, tabular. Unknown is a dash; a debt is red only where the caller says so. */
export function Money(props: { fen: number | null | undefined; isDebt?: boolean; size?: number; isStrong?: boolean }) {
  const { token } = theme.useToken();
  const isDebt = props.isDebt && (props.fen ?? 0) > 0;
  return (
    <span
      className="figures"
      style={{
        color: isDebt ? token.colorError : undefined,
        fontSize: props.size,
        fontWeight: props.isStrong ? 600 : undefined,
      }}
    >
      {props.fen === null || props.fen === undefined ? '—' : formatYuan(props.fen)}
    </span>
  );
}
