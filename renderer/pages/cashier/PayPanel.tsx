import { Alert, Button, Checkbox, Input, Segmented, theme } from 'antd';
import { useTranslation } from 'react-i18next';
import { PAYMENT_METHODS, type PaymentMethod } from '../../../main/modules/cashier/cashier.schema.ts';
import type { TillDraft, TillFigures } from '../../../main/modules/cashier/till.domain.ts';
import { formatYuan } from '../../../main/shared/money.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { AmountField } from './AmountField.tsx';
import { KeepOn } from './KeepOn.tsx';
import { Line } from './Line.tsx';
import { METHOD_KEYS, PREPAY_KEY } from './method-keys.ts';
import type { Till } from './useTill.ts';

/** What is paid: how, how much, what was handed over, what goes back. */
export function PayPanel({ till }: { till: Till }) {
  const { t } = useTranslation('cashier');
  const { token } = theme.useToken();
  const { customer, figures, draft } = till;
  return (
    <form
      aria-label={t('pay')}
      style={{
        flex: 1,
        minHeight: 0,
        display: 'flex',
        flexDirection: 'column',
        gap: 10,
        padding: 12,
        overflowY: 'auto',
      }}
      onSubmit={(event) => {
        event.preventDefault();
        till.pay();
      }}
    >
      <div style={{ display: 'flex', alignItems: 'baseline', justifyContent: 'space-between', minHeight: 48 }}>
        <span style={{ color: token.colorTextSecondary }}>{t('toPay')}</span>
        {figures && (
          <span className="figures" style={{ fontSize: 40, lineHeight: '48px', fontWeight: 600 }} data-testid="to-pay">
            {formatYuan(figures.dueFen)}
          </span>
        )}
      </div>
      {till.unanswered && <Unanswered paidFen={till.unanswered.paidFen} />}
      {!till.unanswered && customer && figures && (
        <Fields till={till} draft={draft} figures={figures} creditFen={customer.creditFen} />
      )}
      <div style={{ flex: 1 }} />
      {till.error && !till.unanswered && <ErrorNote error={till.error} />}
      <span data-till="pay">
        <Button
          type="primary"
          htmlType="submit"
          block
          style={{ height: 48, fontSize: 17 }}
          disabled={!till.unanswered && figures?.problem !== null}
          loading={till.isPaying}
        >
          {till.unanswered
            ? t('retry')
            : t('take', { amount: figures && !figures.problem ? `¥${formatYuan(figures.paidFen)}` : '' })}{' '}
          F4
        </Button>
      </span>
    </form>
  );
}

/** No answer came: what that means, and that trying again cannot take the money twice. */
function Unanswered(props: { paidFen: number }) {
  const { t } = useTranslation('cashier');
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={t('unanswered', { amount: formatYuan(props.paidFen) })}
      description={t('unansweredHint')}
    />
  );
}

function Fields(props: { till: Till; draft: TillDraft; figures: TillFigures; creditFen: number }) {
  const { t } = useTranslation('cashier');
  const { draft, figures } = props;
  const { change } = props.till;
  const isCash = draft.method === 'cash';
  return (
    <>
      <Methods method={draft.method} onChange={(method) => change({ method })} />
      {props.creditFen > 0 && figures.owedFen > 0 && (
        <Checkbox checked={draft.usesCredit} onChange={(event) => change({ usesCredit: event.target.checked })}>
          {t('useCredit', { amount: formatYuan(props.creditFen) })} <kbd>{METHOD_KEYS.credit}</kbd>
        </Checkbox>
      )}
      {props.till.customer && props.till.customer.accounts.length > 0 && (
        <Checkbox checked={draft.isPrepay} onChange={(event) => change({ isPrepay: event.target.checked })}>
          {t('prepay')} <kbd>{PREPAY_KEY}</kbd>
        </Checkbox>
      )}
      <AmountField
        place="amount"
        label={t(draft.isPrepay ? 'prepaid' : 'paid')}
        text={draft.amountText}
        proposedFen={figures.dueFen}
        onChange={(amountText) => change({ amountText })}
        next={isCash ? 'tendered' : 'pay'}
      />
      {isCash ? (
        <AmountField
          place="tendered"
          label={t('tendered')}
          text={draft.tenderedText}
          proposedFen={figures.paidFen}
          onChange={(tenderedText) => change({ tenderedText })}
          next="pay"
        />
      ) : (
        <Line label={t('reference')}>
          <Input
            aria-label={t('reference')}
            autoComplete="off"
            maxLength={60}
            value={draft.reference}
            onChange={(event) => change({ reference: event.target.value })}
          />
        </Line>
      )}
      {props.till.customer && <KeepOn customer={props.till.customer} draft={draft} figures={figures} change={change} />}
      <Outcome figures={figures} isCash={isCash} isKeepAsked={props.till.isKeepAsked} isPrepay={draft.isPrepay} />
    </>
  );
}

function Methods(props: { method: PaymentMethod; onChange: (method: PaymentMethod) => void }) {
  const { t } = useTranslation('cashier');
  const { token } = theme.useToken();
  return (
    <Segmented<PaymentMethod>
      block
      aria-label={t('method')}
      value={props.method}
      onChange={props.onChange}
      options={PAYMENT_METHODS.map((method) => ({
        value: method,
        label: (
          <div style={{ lineHeight: '18px', padding: '4px 0' }}>
            {t(`methods.${method}`)}
            <div style={{ fontSize: 12, color: token.colorTextSecondary }}>{METHOD_KEYS[method]}</div>
          </div>
        ),
      }))}
    />
  );
}

/** Change in large figures, and what the amount means for the bills. */
function Outcome(props: { figures: TillFigures; isCash: boolean; isKeepAsked: boolean; isPrepay: boolean }) {
  const { t } = useTranslation('cashier');
  const { token } = theme.useToken();
  const { figures } = props;
  return (
    <>
      {props.isCash && (
        <div style={{ display: 'flex', alignItems: 'baseline', justifyContent: 'space-between' }}>
          <span style={{ color: token.colorTextSecondary }}>{t('change')}</span>
          <span className="figures" style={{ fontSize: 32, lineHeight: '40px' }} data-testid="change">
            {formatYuan(figures.changeFen)}
          </span>
        </div>
      )}
      {figures.problem && figures.problem !== 'nothing' && (
        <Alert type="error" showIcon title={t(`problem.${figures.problem}`)} />
      )}
      {figures.problem === 'nothing' && <span style={{ color: token.colorTextSecondary }}>{t('problem.nothing')}</span>}
      {!figures.problem && figures.leftFen > 0 && (
        <Alert type="warning" showIcon title={t('left', { amount: formatYuan(figures.leftFen) })} />
      )}
      {!figures.problem && props.isPrepay && (
        <Alert type="info" showIcon role="status" title={t('prepayNote', { amount: formatYuan(figures.keptFen) })} />
      )}
      {!figures.problem && !props.isPrepay && figures.keptFen > 0 && (
        <Alert
          type={props.isKeepAsked ? 'error' : 'warning'}
          role={props.isKeepAsked ? 'alert' : 'status'}
          showIcon
          title={t('kept', { amount: formatYuan(figures.keptFen) })}
          description={props.isKeepAsked ? t('keptAsk') : undefined}
        />
      )}
    </>
  );
}
