import { Table, Tag, theme } from 'antd';
import { useTranslation } from 'react-i18next';
import { localDateTime } from '../../../main/shared/dates.ts';
import { formatMilli } from '../../../main/shared/quantity.ts';
import type { Outputs } from '../../app/api.ts';
import { EmptyNote } from '../../ui/EmptyNote.tsx';
import { DoubtTags, RegisterValue } from '../readings/figures.tsx';
import { RoundPhoto } from './RoundPhoto.tsx';
import { type Look, LookTag } from './tags.tsx';

type Stop = Outputs['rounds']['get']['list'][number];
export type StopShow = 'all' | 'unread' | 'conflicts' | 'waits' | 'no-access' | 'no-photo';

const isConflict = ({ rule }: Look) => rule !== null && rule !== 'corrected';
const FILTERS: Readonly<Record<StopShow, (stop: Stop) => boolean>> = {
  all: () => true,
  unread: ({ looks }) => looks.length === 0,
  conflicts: ({ looks }) => looks.some(isConflict),
  waits: ({ looks }) => looks.some(({ state }) => state === 'doubtful'),
  'no-access': ({ looks }) => looks.length > 0 && looks.every(({ values }) => values === null),
  'no-photo': ({ looks }) => looks.some((look) => look.isPhotoMissing || look.doubts.includes('photo-missing')),
};

/** A row a look, and one for a door nobody looked at. */
export function StopTable(props: { stops: readonly Stop[]; show: StopShow; zone: string }) {
  const { t } = useTranslation('rounds');
  const { token } = theme.useToken();
  const rows = props.stops.filter(FILTERS[props.show]).flatMap((stop) => {
    const looks: (Look | null)[] = stop.looks.length === 0 ? [null] : stop.looks;
    return looks.map((look, i) => ({ key: look?.uid ?? `stop-${stop.meterId}`, stop, look, isFirst: i === 0 }));
  });
  if (rows.length === 0) return <EmptyNote title={t(`stopsEmpty.${props.show}`)} />;
  return (
    <Table
      size="small"
      sticky
      rowKey="key"
      dataSource={rows}
      pagination={rows.length > 100 ? { pageSize: 100, showSizeChanger: false, size: 'small' } : false}
      columns={[
        {
          title: t('position'),
          width: 56,
          align: 'right',
          render: (_, { stop, isFirst }) => isFirst && <span className="figures">{stop.position}</span>,
        },
        { title: t('door'), width: 110, render: (_, { stop, isFirst }) => isFirst && stop.doorNo },
        { title: t('meter'), width: 130, render: (_, { stop, isFirst }) => isFirst && stop.meterNo },
        {
          title: t('last'),
          width: 110,
          align: 'right',
          render: (_, { stop, isFirst }) =>
            isFirst && <RegisterValue milli={stop.lastMilli} decimals={stop.decimals} />,
        },
        {
          title: t('seen'),
          width: 120,
          align: 'right',
          render: (_, { stop, look }) =>
            look?.noAccess ? (
              <Tag>{t(`noAccessReasons.${look.noAccess}`)}</Tag>
            ) : (
              <RegisterValue milli={look?.values?.totalMilli} decimals={stop.decimals} />
            ),
        },
        {
          title: t('takenBy'),
          width: 150,
          render: (_, { look }) =>
            look && (
              <>
                <span className="figures">{localDateTime(look.takenAt, props.zone).slice(5, 16)}</span> {look.takenBy}
              </>
            ),
        },
        { title: t('outcome'), width: 110, render: (_, { look }) => look && <LookTag look={look} /> },
        {
          title: t('why'),
          render: (_, { stop, look }) =>
            look && (
              <>
                {look.rule && <div>{t(`rules.${look.rule}`)}</div>}
                {look.against && (
                  <div style={{ color: token.colorTextSecondary }}>
                    {t('against', {
                      source: t(`sources.${look.against.source}`),
                      value: formatMilli(look.against.totalMilli, stop.decimals),
                      at: localDateTime(look.against.readAt, props.zone).slice(5, 16),
                    })}
                  </div>
                )}
                <DoubtTags doubts={look.doubts.filter((doubt) => doubt !== 'round-conflict')} />
                {look.note && <div>{look.note}</div>}
              </>
            ),
        },
        {
          title: t('photo'),
          width: 76,
          render: (_, { look }) =>
            look?.photoUid ? <RoundPhoto photoUid={look.photoUid} /> : look?.isPhotoMissing ? t('photoMissing') : null,
        },
      ]}
    />
  );
}
