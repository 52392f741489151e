import { theme } from 'antd';
import { formatYuan } from '../../../main/shared/money.ts';

/** More is red with a plus, less is green with a minus: never by colour alone. */
export function Difference({ fen }: { fen: number | null }) {
  const { token } = theme.useToken();
  if (fen === null) return <span>—</span>;
  const color = fen > 0 ? token.colorError : fen < 0 ? token.colorSuccess : undefined;
  return (
    <span className="figures" style={{ color }}>
      {fen > 0 ? '+' : ''}
      {formatYuan(fen)}
    </span>
  );
}
