import { useMutation } from '@tanstack/react-query';
import { Button, Form, Input, Modal, Radio, Select, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TEST_PURPOSES } from '../../../main/modules/accuracy/accuracy.schema.ts';
import { dueAfter } from '../../../main/modules/accuracy/periods.domain.ts';
import { ACCURACY_CLASSES, isPassed, meanErrorE4 } from '../../../main/modules/accuracy/test.domain.ts';
import { addDays, type LocalDate } from '../../../main/shared/dates.ts';
import { formatScaled, parseScaled } from '../../../main/shared/money.ts';
import { newRequestId, queryClient, trpc } from '../../app/api.ts';
import { DayInput } from '../../ui/DayInput.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useToday } from '../../ui/useToday.ts';
import type { MeterAccuracy } from './meter-accuracy.ts';
import { TestPoints, type TestPointText } from './TestPoints.tsx';

/** Hundredths of a percent, or null for what is no percentage. */
function parsePercent(text: string): number | null {
  const plain = text.trim().replace('−', '-').replace('%', '');
  try {
    return plain === '' ? null : parseScaled(plain, 2);
  } catch {
    return null;
  }
}

/** An error test as its certificate says: points, the error of the whole, and whether it passed. */
export function TestDialog({ meter, onClose }: { meter: MeterAccuracy; onClose: () => void }) {
  const { t } = useTranslation('accuracy');
  const { today } = useToday();
  const classes = ACCURACY_CLASSES.filter((one) => one.service === meter.service);
  const [accuracyClass, setClass] = useState(classes[0]?.accuracyClass ?? '');
  const [isInUse, setInUse] = useState(true);
  const pointsOf = (name: string, inUse: boolean): TestPointText[] =>
    (classes.find((one) => one.accuracyClass === name)?.points ?? []).map((of) => ({
      key: of.point,
      point: of.point,
      error: '',
      limit: formatScaled(inUse ? of.inUseE4 : of.limitE4, 2, 2),
    }));
  const [points, setPoints] = useState<readonly TestPointText[]>(pointsOf(accuracyClass, true));
  const [overall, setOverall] = useState<string>();
  const [testedOn, setTestedOn] = useState<LocalDate | null>(today);
  const [purpose, setPurpose] = useState<(typeof TEST_PURPOSES)[number]>('dispute');
  const [told, setTold] = useState({ certificateNo: '', testedBy: '', note: '' });
  const [nextDueOn, setNextDue] = useState<LocalDate | null>(null);
  const [requestId, setRequestId] = useState(newRequestId);
  const record = useMutation(
    trpc.accuracy.recordTest.mutationOptions({
      onSuccess: () => {
        queryClient.invalidateQueries();
        onClose();
      },
      onError: () => setRequestId(newRequestId()),
    }),
  );
  const parsed = points.map((of) => ({
    point: of.point.trim(),
    errorE4: parsePercent(of.error),
    limitE4: parsePercent(of.limit),
  }));
  const complete = parsed.flatMap(({ point, errorE4, limitE4 }) =>
    point && errorE4 !== null && limitE4 !== null && limitE4 > 0 ? [{ point, errorE4, limitE4 }] : [],
  );
  const isComplete = complete.length === points.length && points.length > 0;
  const overallText = overall ?? (isComplete ? formatScaled(meanErrorE4(complete), 2, 2) : '');
  const overallE4 = parsePercent(overallText);
  const passed = isComplete ? isPassed(complete) : undefined;
  const proposed = meter.kind && testedOn ? dueAfter(testedOn, meter.kind) : null;
  const isReady =
    isComplete &&
    overallE4 !== null &&
    testedOn !== null &&
    told.certificateNo.trim() !== '' &&
    told.testedBy.trim() !== '';
  const submit = () => {
    if (!isReady || record.isPending) return;
    const { certificateNo, testedBy, note } = told;
    record.mutate({
      ...{ meterId: meter.meterId, testedOn, purpose, accuracyClass, isInUse, points: complete, overallE4 },
      ...{ certificateNo: certificateNo.trim(), testedBy: testedBy.trim(), note: note.trim() },
      nextDueOn: passed ? nextDueOn : null,
      requestId: requestId as never,
    });
  };
  const field = (key: keyof typeof told) => ({
    'aria-label': t(key === 'note' ? 'note' : key === 'testedBy' ? 'test.by' : 'test.certificate'),
    value: told[key],
    onChange: (event: { target: { value: string } }) => setTold({ ...told, [key]: event.target.value }),
    onPressEnter: submit,
  });
  const preset = (name: string, inUse: boolean) => {
    setClass(name);
    setInUse(inUse);
    setPoints(pointsOf(name, inUse));
    setOverall(undefined);
  };
  return (
    <Modal
      open
      width={720}
      title={t('test.recordTitle', { meterNo: meter.meterNo })}
      okText={t('save')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: !isReady }}
      confirmLoading={record.isPending}
      onOk={submit}
      onCancel={onClose}
    >
      <Form layout="vertical">
        <div style={{ display: 'flex', gap: 16, flexWrap: 'wrap' }}>
          <Form.Item label={t('test.on')}>
            <DayInput label={t('test.on')} max={today} value={testedOn} onChange={setTestedOn} />
          </Form.Item>
          <Form.Item label={t('test.purpose')}>
            <Select
              aria-label={t('test.purpose')}
              style={{ width: 140 }}
              value={purpose}
              options={TEST_PURPOSES.map((value) => ({ value, label: t(`test.purposes.${value}`) }))}
              onChange={setPurpose}
            />
          </Form.Item>
          <Form.Item label={t('test.class')}>
            <Select
              aria-label={t('test.class')}
              style={{ width: 100 }}
              value={accuracyClass}
              options={classes.map((one) => ({ value: one.accuracyClass, label: one.accuracyClass }))}
              onChange={(value) => preset(value, isInUse)}
            />
          </Form.Item>
          <Form.Item label={t('test.limits')}>
            <Radio.Group
              value={isInUse}
              options={[
                { value: true, label: t('test.inUse') },
                { value: false, label: t('test.first') },
              ]}
              onChange={(event) => preset(accuracyClass, event.target.value)}
            />
          </Form.Item>
        </div>
        <TestPoints points={points} onChange={setPoints} />
        <div style={{ display: 'flex', gap: 16, alignItems: 'flex-start', marginTop: 12 }}>
          <Form.Item label={t('test.overall')} extra={t('test.overallHint')} style={{ flex: 1 }}>
            <Input
              aria-label={t('test.overall')}
              className="figures"
              suffix="%"
              status={overallText !== '' && overallE4 === null ? 'error' : ''}
              value={overallText}
              onChange={(event) => setOverall(event.target.value)}
              onPressEnter={submit}
            />
          </Form.Item>
          <Form.Item label={t('test.result')} style={{ width: 140 }}>
            <span role="status">
              {passed === undefined ? (
                '—'
              ) : (
                <Tag color={passed ? 'success' : 'error'}>{t(passed ? 'test.passed' : 'test.failed')}</Tag>
              )}
            </span>
          </Form.Item>
        </div>
        <div style={{ display: 'flex', gap: 16 }}>
          <Form.Item label={t('test.certificate')} style={{ flex: 1 }}>
            <Input maxLength={60} autoComplete="off" {...field('certificateNo')} />
          </Form.Item>
          <Form.Item label={t('test.by')} style={{ flex: 1 }}>
            <Input maxLength={60} {...field('testedBy')} />
          </Form.Item>
        </div>
        <Form.Item label={t('note')}>
          <Input maxLength={200} {...field('note')} />
        </Form.Item>
        {passed && (
          <Form.Item label={t('test.nextDue')} extra={t('test.nextDueHint')}>
            <DayInput label={t('test.nextDue')} min={addDays(today, 1)} value={nextDueOn} onChange={setNextDue} />{' '}
            {proposed && proposed > today && (
              <Button type="link" onClick={() => setNextDue(proposed)}>
                {t('test.proposed', { date: proposed })}
              </Button>
            )}
          </Form.Item>
        )}
      </Form>
      {record.error && <ErrorNote error={record.error} />}
    </Modal>
  );
}
