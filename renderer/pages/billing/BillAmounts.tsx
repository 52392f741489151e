import { Button, Descriptions, theme } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Outputs } from '../../app/api.ts';
import { Money } from '../../ui/Money.tsx';

type BillData = Outputs['billing']['bill'];

export function Section(props: { title: string; children: ReactNode }) {
  return (
    <section style={{ marginTop: 12 }}>
      <h2 style={{ fontSize: 14, fontWeight: 600, margin: '0 0 6px' }}>{props.title}</h2>
      {props.children}
    </section>
  );
}

/** What is owed on a bill, what is paid, and by when. */
export function Amounts({ bill }: { bill: BillData }) {
  const { t } = useTranslation('billing');
  const { token } = theme.useToken();
  const navigate = useNavigate();
  return (
    <section
      style={{
        background: token.colorBgContainer,
        border: `1px solid ${token.colorBorderSecondary}`,
        borderRadius: token.borderRadius,
        padding: 16,
      }}
    >
      <div style={{ color: token.colorTextSecondary }}>{t('due')}</div>
      <Money fen={bill.amountFen} size={32} isStrong />
      <Descriptions
        size="small"
        column={1}
        style={{ marginTop: 8 }}
        items={[
          { key: 'paid', label: t('paid'), children: <Money fen={bill.paidFen - bill.adjustedFen} /> },
          ...(bill.adjustedFen > 0
            ? [{ key: 'adjusted', label: t('adjusted'), children: <Money fen={bill.adjustedFen} /> }]
            : []),
          { key: 'owed', label: t('owed'), children: <Money fen={bill.owedFen} isDebt isStrong /> },
          { key: 'due', label: t('dueOn'), children: <span className="figures">{bill.dueOn}</span> },
          { key: 'entry', label: t('entry'), children: bill.entryId ?? t('noEntry') },
        ]}
      />
      <Button
        size="small"
        style={{ marginTop: 8 }}
        onClick={() =>
          navigate(`/billing?${new URLSearchParams({ tab: 'bills', text: bill.explain.account.accountNo })}`)
        }
      >
        {t('toAccountBills')}
      </Button>
    </section>
  );
}
