import type { Actor } from '../actor.ts'
import { isOperator } from '../policy.ts'
import { isFarReaching } from '../roles/far-reaching.ts'
import { USER_ADMIN, USER_MANAGE, USER_MANAGE_LIMITED } from '../roles/roles.ts'
import type { User } from '../users/user.ts'

const GOVERNING: readonly string[] = [USER_ADMIN, USER_MANAGE, USER_MANAGE_LIMITED]

/**
 * Whether a super administrator may come to act as a user of the own account, by a password that they set or a token
 * that they ask for: as everybody who governs users by no role that they have not themselves.
 */
export function mayStandFor(actor: Actor, user: Pick<User, 'id' | 'roles'>): boolean {
  if (isOperator(actor) || actor.kind === 'system' || actor.userId === user.id) return true
  const more = user.roles.filter((role) => isFarReaching(role) || GOVERNING.includes(role))
  return more.every((role) => actor.roles.includes(role))
}
