import type { User } from '../domain/users/user.ts'
import { facts, printable } from './table.ts'

export const USERNAME = { flags: '--username <name>', summary: 'user name', required: true }

/** A user for programs. Nothing secret. */
export function userWire(user: User): object {
  const { id, accountId, name, email, enabled, roles, defaultRegion } = user
  return {
    userId: id,
    accountId,
    username: name,
    email,
    enabled,
    roles,
    adminType: user.adminType,
    defaultRegion,
    hasPassword: user.passwordHash !== null,
    createdAt: new Date(user.createdAtMs).toISOString(),
  }
}

export function userText(user: User): string {
  return facts({
    'User id': user.id,
    'User name': printable(user.name),
    Account: user.accountId,
    'E-mail': user.email === null ? '-' : printable(user.email),
    State: user.enabled ? 'enabled' : 'disabled',
    Roles: user.roles.join(' '),
    ...(user.adminType && { 'E-mail area': `${user.adminType} administrator` }),
    Password: user.passwordHash === null ? 'none: cannot sign in to the panel' : 'set',
  })
}
