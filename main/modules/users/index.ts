export { hashPassword } from './password.ts';
export { changePassword, findSession, lock, login, logout, type Session, unlock } from './sessions.service.ts';
export { isWeakPassword } from './users.domain.ts';
export { createUser, insertUser, listUsers, resetPassword, updateUser } from './users.service.ts';
