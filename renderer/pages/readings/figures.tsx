import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatMilli } from '../../../main/shared/quantity.ts';

/** A register value with the decimals its register has; unknown is a dash. */
export function RegisterValue(props: { milli: number | null | undefined; decimals: number }) {
  const { milli, decimals } = props;
  return <span className="figures">{milli === null || milli === undefined ? '—' : formatMilli(milli, decimals)}</span>;
}

/** Why a reading is doubted, in words: never by colour alone. */
export function DoubtTags(props: { doubts: readonly string[] }) {
  const { t } = useTranslation('readings');
  return props.doubts.map((doubt) => (
    <Tag key={doubt} color="warning">
      {t(`doubts.${doubt}`)}
    </Tag>
  ));
}
