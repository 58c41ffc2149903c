import type { UserActor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { mayAssist, rolesOutOfSight } from '../policy.ts'
import { assistsUsers } from './managing.ts'
import type { SightQuery, UserPageQuery } from './stores.ts'
import type { User } from './user.ts'

export interface PageInSightQuery {
  /** The actor's own, or one whose users the actor may look at. */
  readonly accountId: string
  readonly role?: string
  /** The id of the user whom the page begins behind; null for the first page. */
  readonly marker: string | null
  readonly limit: number
}

/** A page, and behind whom the pages around it begin: null for the first page, undefined where there is no page. */
export interface PageInSight<Row> {
  readonly rows: readonly Row[]
  readonly next: string | undefined
  readonly last: string | null
  readonly prev: string | null | undefined
  /** Rows on all pages. */
  readonly total: number
}

type UserStores = Pick<Deps, 'store'>

/**
 * One page of the users of an account whom the actor may look at, the oldest first. It costs a page, however many users
 * there are: those around it are found by ids alone, their total by taking those out of sight from all.
 * @returns null for a marker that is nobody on this list
 */
export async function pageInSight(
  { store }: UserStores,
  actor: UserActor,
  { marker, limit, ...where }: PageInSightQuery,
): Promise<PageInSight<User> | null> {
  const after = marker === null ? undefined : await store.users.byId(marker)
  if (after === null || (after && !isListed(actor, after, where))) return null
  if (!assistsUsers(actor)) return pageOfOneself({ store }, actor, where, after)
  const sight = { ...where, outOfSight: { roles: rolesOutOfSight(actor), exceptUserId: actor.userId } }
  const total = await store.users.countInSight(sight)
  const ids = await idsFrom({ store }, sight, after, false, limit + 1)
  const behind = { next: ids.length > limit ? ids[limit - 1] : undefined, total }
  const rows = await store.users.list({ ids: ids.slice(0, limit) })
  return { rows, ...behind, ...(await pagesBefore({ store }, sight, after, { total, limit })) }
}

type Where = Pick<PageInSightQuery, 'accountId' | 'role'>

function isListed(actor: UserActor, user: User, { accountId, role }: Where): boolean {
  return (
    user.accountId === accountId &&
    (role === undefined || user.roles.includes(role)) &&
    mayAssist(actor, user)
  )
}

/** Whoever assists nobody sees oneself: all there is, or behind oneself nothing. */
async function pageOfOneself(
  { store }: UserStores,
  actor: UserActor,
  where: Where,
  after: User | undefined,
): Promise<PageInSight<User>> {
  const user = await store.users.byId(actor.userId)
  const all = user && isListed(actor, user, where) ? [user] : []
  const rows = after ? [] : all
  return { rows, next: undefined, last: null, prev: after ? null : undefined, total: all.length }
}

/** Counted back from where the page begins, and from the end. */
async function pagesBefore(
  stores: UserStores,
  sight: SightQuery,
  after: User | undefined,
  { total, limit }: { readonly total: number; readonly limit: number },
): Promise<Pick<PageInSight<User>, 'last' | 'prev'>> {
  const lastRows = total % limit || limit
  const fromEnd = await idsFrom(stores, sight, undefined, true, lastRows + 1)
  const fromMarker = after && (await idsFrom(stores, sight, after, true, limit))
  return { last: fromEnd[lastRows] ?? null, prev: fromMarker && (fromMarker[limit - 1] ?? null) }
}

function idsFrom(
  { store }: UserStores,
  sight: SightQuery,
  after: User | undefined,
  descending: boolean,
  limit: number,
): Promise<readonly string[]> {
  const query: UserPageQuery = { ...sight, sort: 'created', descending, limit, ...(after && { after }) }
  return store.users.pageIds(query)
}
