import type { UserActor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { mayAssist } from '../policy.ts'
import { SERVICE_ADMIN, USER_ADMIN, USER_MANAGE } from '../roles/roles.ts'
import type { User } from '../users/user.ts'
import type { CallCount } from './caller.ts'

/** Users to read at a time. */
const CHUNK_USERS = 1_000

/** Reports on a whole account are for its owners and managers. @throws DomainError `actor.forbidden` */
export function mustManage(actor: UserActor): void {
  if (![USER_ADMIN, USER_MANAGE, SERVICE_ADMIN].some((role) => actor.roles.includes(role))) {
    throw new DomainError('actor.forbidden')
  }
}

/** Of the users who called, those whom the actor may look at. */
export async function callersInSight(
  { store }: Pick<Deps, 'store'>,
  actor: UserActor,
  counts: readonly Pick<CallCount, 'userId'>[],
): Promise<readonly User[]> {
  const ids = [...new Set(counts.map(({ userId }) => userId))]
  const users: User[] = []
  for (let at = 0; at < ids.length; at += CHUNK_USERS) {
    users.push(...(await store.users.list({ ids: ids.slice(at, at + CHUNK_USERS) })))
  }
  return users.filter((user) => mayAssist(actor, user))
}
