import { useMutation } from '@tanstack/react-query';
import { Button, Progress } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceId } from '../../../main/shared/ids.ts';
import { trpc } from '../../app/api.ts';
import type { FoundRow } from './found-meters.ts';

type Result = { registers: FoundRow['registers']; error: unknown };

/** Reads the meters of the list one after another; stops between two when it is cancelled or the page is left. */
export function TryBar(props: {
  busId: DeviceId;
  rows: readonly FoundRow[];
  onResult: (key: string, result: Result) => void;
}) {
  const { t } = useTranslation('commissioning');
  const [progress, setProgress] = useState<{ done: number; total: number }>();
  const isWanted = useRef(false);
  const read = useMutation(trpc.devices.readNow.mutationOptions());
  useEffect(
    () => () => {
      isWanted.current = false;
    },
    [],
  );

  async function run(): Promise<void> {
    isWanted.current = true;
    const { busId, rows, onResult } = props;
    for (const [done, { key, found, line, profile }] of rows.entries()) {
      if (!isWanted.current) break;
      setProgress({ done, total: rows.length });
      const { protocol, address } = found;
      try {
        onResult(key, {
          registers: await read.mutateAsync({ busId, protocol, address, line, profile }),
          error: null,
        });
      } catch (error) {
        onResult(key, { registers: undefined, error });
      }
    }
    setProgress(undefined);
  }

  if (progress)
    return (
      <>
        <Button
          onClick={() => {
            isWanted.current = false;
          }}
        >
          {t('cancel')}
        </Button>
        <span role="status" className="figures">
          {t('trying', progress)}
        </span>
        <Progress
          size="small"
          style={{ width: 200 }}
          percent={Math.floor((progress.done / progress.total) * 100)}
          showInfo={false}
        />
      </>
    );
  return <Button onClick={() => void run()}>{t('tryRead', { n: props.rows.length })}</Button>;
}
