import type { UserActor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { isStaff, mayAssist } from '../policy.ts'
import { assistsUsers } from './managing.ts'
import type { UserPageQuery } from './stores.ts'
import type { User } from './user.ts'

export interface UsersInTurnQuery {
  /** Only users of this account; without one all accounts for staff, else the actor's own. */
  readonly accountId?: string
  /** Passes by users who were not given this role, where that spares reading them: oneself is told anyway. */
  readonly role?: string
  /** Begins behind this user. */
  readonly after?: User
  /** Rows to read at a time: as many as are likely to be wanted. */
  readonly chunkRows: number
}

/** The users whom an actor may look at, the oldest first, read as far as somebody wants them. */
export async function* usersInTurn(
  { store }: Pick<Deps, 'store'>,
  actor: UserActor,
  { accountId, role, after, chunkRows }: UsersInTurnQuery,
): AsyncGenerator<User> {
  if (!isStaff(actor) && accountId !== undefined && accountId !== actor.accountId) return
  if (!assistsUsers(actor)) {
    const own = after ? null : await store.users.byId(actor.userId)
    if (own) yield own
    return
  }
  const within = isStaff(actor) ? accountId : actor.accountId
  const where = { ...(within !== undefined && { accountId: within }), ...(role !== undefined && { role }) }
  let last = after
  do {
    const query = { ...where, ...(last && { after: last }), ...OLDEST_FIRST, limit: chunkRows }
    const rows = await store.users.page(query)
    for (const { user } of rows) if (mayAssist(actor, user)) yield user
    last = rows.length < chunkRows ? undefined : rows.at(-1)?.user
  } while (last)
}

const OLDEST_FIRST: Pick<UserPageQuery, 'sort' | 'descending'> = { sort: 'created', descending: false }
