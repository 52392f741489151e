import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { CHECKS, type CheckName, type FillingChecks } from '../../../main/modules/cylinders/filling.schema.ts';
import { type Inputs, newRequestId, type Outputs, stationError, trpc } from '../../app/api.ts';

export type Verdict = Outputs['filling']['check'];
export type ReadyVerdict = Extract<Verdict, { kind: 'ready' }>;
export type Result = Outputs['filling']['record'] & { readonly code: string };
/** null = not looked at yet. */
export type CheckStates = Readonly<Record<CheckName, boolean | null>>;

const UNSEEN: CheckStates = { appearance: null, valve: null, residualPressure: null, marks: null };

/** One cylinder at the filling scale: scanned, looked at, weighed, recorded. */
export function useFilling() {
  const [verdict, setVerdict] = useState<Verdict>();
  const [checks, setChecks] = useState<CheckStates>(UNSEEN);
  const [isRefillConfirmed, setRefillConfirmed] = useState(false);
  const [result, setResult] = useState<Result>();
  const requestId = useRef(newRequestId());

  const check = useMutation(
    trpc.filling.check.mutationOptions({
      onSuccess: (answer) => {
        begin(answer);
        setResult(undefined);
      },
    }),
  );
  // An id lives until the station has answered, in whatever way: only a lost connection makes a retry of the same.
  const renew = (error?: unknown) => {
    if (error === undefined || stationError(error)) requestId.current = newRequestId();
  };
  const record = useMutation(trpc.filling.record.mutationOptions({ onError: renew }));
  const refuse = useMutation(trpc.filling.refuse.mutationOptions({ onError: renew }));

  function begin(answer: Verdict | undefined) {
    setVerdict(answer);
    setChecks(UNSEEN);
    setRefillConfirmed(false);
    requestId.current = newRequestId();
    record.reset();
    refuse.reset();
  }

  const ready = verdict?.kind === 'ready' ? verdict : undefined;
  const failed = CHECKS.filter((name) => checks[name] === false);
  const isChecked = CHECKS.every((name) => checks[name] === true);
  const isConfirmed = !ready?.possiblyFull || isRefillConfirmed;

  return {
    verdict,
    ready,
    checks,
    failed,
    isRefillConfirmed,
    setRefillConfirmed,
    result,
    /** Everything but the weight is in order. */
    isReadyToWeigh: ready !== undefined && isChecked && isConfirmed,
    isBusy: check.isPending || record.isPending || refuse.isPending,
    error: check.error ?? record.error ?? refuse.error,
    scan: (scannedCode: string) => check.mutate({ scannedCode, requestId: newRequestId() as never }),
    setCheck: (name: CheckName, isInOrder: boolean) => setChecks((before) => ({ ...before, [name]: isInOrder })),
    passAll: () => setChecks({ appearance: true, valve: true, residualPressure: true, marks: true }),
    next() {
      begin(undefined);
      check.reset();
    },
    record(weight: Inputs['filling']['record']['weight']) {
      if (!ready || record.isPending) return;
      const { id: cylinderId, code } = ready.cylinder;
      const cmd = {
        cylinderId,
        checks: settled(checks),
        weight,
        isRefillConfirmed,
        requestId: requestId.current as never,
      };
      record.mutate(cmd, {
        onSuccess: (answer) => {
          renew();
          setResult({ ...answer, code });
          // A cylinder outside its range stays here until it is corrected and weighed again.
          if (answer.outcome === 'good') begin(undefined);
        },
      });
    },
    refuse(note: string) {
      if (!ready || refuse.isPending) return;
      const cmd = {
        cylinderId: ready.cylinder.id,
        checks: settled(checks),
        note,
        requestId: requestId.current as never,
      };
      refuse.mutate(cmd, {
        onSuccess: () => {
          begin({
            kind: 'refused',
            scannedCode: ready.cylinder.code,
            refusal: { code: 'filling.check-failed', params: { code: ready.cylinder.code } },
            cylinder: ready.cylinder,
          });
        },
      });
    },
  };
}

export type FillingWork = ReturnType<typeof useFilling>;

/** What was not looked at did not fail; a filling is recorded only when all four passed. */
function settled(checks: CheckStates): FillingChecks {
  const of = (name: CheckName) => checks[name] !== false;
  return {
    appearance: of('appearance'),
    valve: of('valve'),
    residualPressure: of('residualPressure'),
    marks: of('marks'),
  };
}
