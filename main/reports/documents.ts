import { billMaker } from './bill/bill.document.ts';
import { journalMaker, statementMaker, trialBalanceMaker } from './books/books.document.ts';
import { calibrationMaker } from './calibration/calibration.document.ts';
import { depositMaker, depositReturnMaker } from './deposit/deposit.document.ts';
import type { DocumentKind } from './documents.schema.ts';
import { batchNoticesMaker, stepNoticeMaker } from './dunning/dunning.document.ts';
import { dueCylindersMaker, fillingDayMaker } from './filling/filling.document.ts';
import { hazardNoticeMaker } from './hazard-notice/hazard-notice.document.ts';
import { loadCurveMaker } from './load-curve/load-curve.document.ts';
import { monthlyMaker } from './monthly/monthly.document.ts';
import type { DocumentMaker } from './print/maker.ts';
import { receiptMaker } from './receipt/receipt.document.ts';
import { refundMaker } from './refund/refund.document.ts';
import { roundListMaker } from './round-list/round-list.document.ts';
import { sharingProofMaker } from './sharing-proof/sharing-proof.document.ts';
import { suspensionWorkMaker } from './suspension-work/suspension-work.document.ts';
import { takingsMaker } from './takings/takings.document.ts';
import { whyHighMaker } from './why-high/why-high.document.ts';

/** Everything printable, one line a kind. */
export const DOCUMENTS: Readonly<Record<DocumentKind, DocumentMaker>> = {
  bill: billMaker,
  'why-high': whyHighMaker,
  receipt: receiptMaker,
  refund: refundMaker,
  deposit: depositMaker,
  'deposit-return': depositReturnMaker,
  takings: takingsMaker,
  monthly: monthlyMaker,
  'sharing-proof': sharingProofMaker,
  'dunning-notices': batchNoticesMaker,
  'dunning-notice': stepNoticeMaker,
  'suspension-work': suspensionWorkMaker,
  'hazard-notice': hazardNoticeMaker,
  'filling-day': fillingDayMaker,
  'cylinders-due': dueCylindersMaker,
  calibration: calibrationMaker,
  statement: statementMaker,
  'trial-balance': trialBalanceMaker,
  journal: journalMaker,
  'load-curve': loadCurveMaker,
  'round-list': roundListMaker,
};
