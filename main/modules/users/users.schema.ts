import { z } from 'zod';
import { RequestId, UserId } from '../../shared/ids.ts';
import { ROLES } from '../../shared/permissions.ts';

/** OWASP ASVS 5.0 6.2: at least eight characters, no composition rules, at least 64 allowed, nothing truncated. */
export const Password = z.string().min(8).max(128);
export const LoginName = z
  .string()
  .trim()
  .min(2)
  .max(40)
  .regex(/^[\p{L}\p{N}._-]+$/u);
export const Role = z.enum(ROLES);

export const Login = z.strictObject({
  loginName: z.string().trim().min(1).max(40),
  password: z.string().min(1).max(128),
});
export type Login = z.infer<typeof Login>;

export const SessionUser = z.object({
  userId: UserId,
  loginName: z.string(),
  displayName: z.string(),
  roles: z.array(Role),
  mustChangePassword: z.boolean(),
  isLocked: z.boolean(),
});
export type SessionUser = z.infer<typeof SessionUser>;

export const Unlock = z.strictObject({ password: z.string().min(1).max(128) });
export const ChangePassword = z.strictObject({ oldPassword: z.string().min(1).max(128), newPassword: Password });
export type ChangePassword = z.infer<typeof ChangePassword>;

export const UserRow = z.object({
  id: UserId,
  loginName: z.string(),
  displayName: z.string(),
  roles: z.array(Role),
  isActive: z.boolean(),
  mustChangePassword: z.boolean(),
  lastLoginAt: z.number().nullable(),
});
export type UserRow = z.infer<typeof UserRow>;

export const CreateUser = z.strictObject({
  loginName: LoginName,
  displayName: z.string().trim().min(1).max(40),
  roles: z.array(Role).min(1),
  password: Password,
  requestId: RequestId,
});
export type CreateUser = z.infer<typeof CreateUser>;

export const UpdateUser = z.strictObject({
  userId: UserId,
  displayName: z.string().trim().min(1).max(40),
  roles: z.array(Role).min(1),
  isActive: z.boolean(),
});
export type UpdateUser = z.infer<typeof UpdateUser>;

export const ResetPassword = z.strictObject({ userId: UserId, newPassword: Password });
export type ResetPassword = z.infer<typeof ResetPassword>;
