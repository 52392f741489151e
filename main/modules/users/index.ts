export { hashPassword } from './password.ts';
export { findSession, isSessionOpen, login, type Session } from './sessions.service.ts';
export { isWeakPassword } from './users.domain.ts';
export { createUser, insertUser, listUsers, resetPassword } from './users.service.ts';
