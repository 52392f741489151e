import { useQuery } from '@tanstack/react-query';
import { Grid, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { trpc } from '../../app/api.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { GradeTag, StepTag } from '../safety/tags.tsx';

/** A phone shows the state, the place and the hazard. */
const WIDE: 'md'[] = ['md'];

/** The hazards nobody has closed yet, the most pressing first. */
export function OpenHazards() {
  const { t } = useTranslation('home');
  const navigate = useNavigate();
  const isPhone = Grid.useBreakpoint().md === false;
  const hazards = useQuery(trpc.hazards.list.queryOptions({ show: 'unclosed', page: 1, pageSize: 8 }));
  return (
    <section style={{ marginTop: 16 }}>
      <Typography.Title level={2} style={{ fontSize: 15, margin: '0 0 8px' }}>
        {t('openHazards')}
      </Typography.Title>
      <DataTable
        query={{ ...hazards, data: hazards.data?.items }}
        rowKey="id"
        empty={{ title: t('noHazards'), hint: t('noHazardsHint') }}
        onOpen={(hazard) => navigate(`/safety/hazards?hazard=${hazard.id}`)}
        columns={[
          { title: t('hazardNo'), dataIndex: 'hazardNo', width: 110, className: 'figures', responsive: WIDE },
          {
            title: t('state'),
            width: isPhone ? 96 : 190,
            render: (_, hazard) => (
              <>
                <GradeTag grade={hazard.grade} /> <StepTag hazard={hazard} />
              </>
            ),
          },
          { title: t('place'), dataIndex: 'place', ellipsis: !isPhone },
          { title: t('description'), dataIndex: 'description', ellipsis: !isPhone },
          { title: t('dueOn'), dataIndex: 'dueOn', width: 120, className: 'figures', responsive: WIDE },
          { title: t('responsible'), dataIndex: 'responsible', width: 120, ellipsis: true, responsive: WIDE },
        ]}
      />
    </section>
  );
}
