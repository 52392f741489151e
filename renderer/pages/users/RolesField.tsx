import { Checkbox, Form, theme } from 'antd';
import { useTranslation } from 'react-i18next';
import { ROLES } from '../../../main/shared/permissions.ts';

/** A resident has no page of the office's program to open. */
const STAFF_ROLES = ROLES.filter((role) => role !== 'resident');

/** Roles with what each may do; several together allow what any of them allows. */
export function RolesField() {
  const { t } = useTranslation('users');
  const { token } = theme.useToken();
  return (
    <Form.Item name="roles" label={t('roles')} rules={[{ required: true, message: t('rolesNeeded') }]}>
      <Checkbox.Group style={{ display: 'grid', gap: 6 }}>
        {STAFF_ROLES.map((role) => (
          <Checkbox key={role} value={role}>
            {t(`role.${role}`)}{' '}
            <span style={{ fontSize: 12, color: token.colorTextSecondary }}>{t(`roleHint.${role}`)}</span>
          </Checkbox>
        ))}
      </Checkbox.Group>
    </Form.Item>
  );
}
