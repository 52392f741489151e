import { useQuery } from '@tanstack/react-query';
import { Descriptions, Drawer, Skeleton, Timeline } from 'antd';
import { useTranslation } from 'react-i18next';
import { localDateTime } from '../../../main/shared/dates.ts';
import type { HazardId } from '../../../main/shared/ids.ts';
import { type Outputs, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { PrintButton } from '../../ui/PrintPreview.tsx';
import { useMay } from '../../ui/useMay.ts';
import { useToday } from '../../ui/useToday.ts';
import { HazardSteps } from './HazardSteps.tsx';
import { Photo } from './Photo.tsx';
import { GradeTag, StepTag } from './tags.tsx';

type Event = Outputs['hazards']['file']['events'][number];

/** One hazard: what it is, what happened to it, and the next step. */
export function HazardDrawer(props: { hazardId: HazardId; onClose: () => void }) {
  const { t } = useTranslation('safety');
  const mayWrite = useMay('safety.write');
  const file = useQuery(trpc.hazards.file.queryOptions({ hazardId: props.hazardId }));
  const hazard = file.data?.hazard;
  return (
    <Drawer
      open
      size={560}
      onClose={props.onClose}
      title={hazard ? t('hazards.one', { no: hazard.hazardNo }) : t('hazards.title')}
      extra={
        hazard && <PrintButton document={{ kind: 'hazard-notice', id: hazard.id }} label={t('hazards.printNotice')} />
      }
    >
      {file.error && <ErrorNote error={file.error} onRetry={() => file.refetch()} />}
      {file.isPending && <Skeleton active />}
      {hazard && file.data && (
        <>
          <Descriptions
            size="small"
            bordered
            column={1}
            styles={{ label: { width: 96 } }}
            items={[
              {
                key: 'state',
                label: t('hazard.state'),
                children: (
                  <>
                    <GradeTag grade={hazard.grade} />
                    <StepTag hazard={hazard} />
                  </>
                ),
              },
              { key: 'description', label: t('hazard.description'), children: hazard.description },
              { key: 'place', label: t('hazard.place'), children: hazard.place },
              { key: 'responsible', label: t('hazard.responsible'), children: hazard.responsible },
              { key: 'found', label: t('hazard.foundOn'), className: 'figures', children: hazard.foundOn },
              { key: 'due', label: t('hazard.dueOn'), className: 'figures', children: hazard.dueOn },
            ]}
          />
          {mayWrite && hazard.state !== 'closed' && <HazardSteps key={hazard.version} file={file.data} />}
          <h3 style={{ fontSize: 15, margin: '20px 0 12px' }}>{t('hazards.history')}</h3>
          <Timeline
            items={file.data.events.map((event) => ({
              key: event.id,
              content: <EventLine event={event} />,
              color: COLOURS[event.kind] ?? 'gray',
            }))}
          />
        </>
      )}
    </Drawer>
  );
}

const COLOURS: Partial<Record<Event['kind'], string>> = {
  found: 'red',
  'found-again': 'red',
  're-check-failed': 'red',
  rectified: 'blue',
  're-check-passed': 'green',
};

function EventLine({ event }: { event: Event }) {
  const { t } = useTranslation('safety');
  const { zone } = useToday();
  return (
    <div>
      <div>
        <strong>{t(`event.${event.kind}`)}</strong>{' '}
        <span className="figures">
          {localDateTime(event.at, zone).slice(0, 16)} {event.userName}
        </span>
      </div>
      {event.dueOn && <div className="figures">{t('event.newDueDate', { date: event.dueOn })}</div>}
      {event.note && <div>{event.note}</div>}
      {event.photoId !== null && <Photo photoId={event.photoId} />}
    </div>
  );
}
