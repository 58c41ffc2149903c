import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { UserActor } from '../../domain/actor.ts'
import type { Deps } from '../../domain/deps.ts'
import { DomainError } from '../../domain/errors.ts'
import { readGroup } from '../../domain/groups/read-groups.ts'
import { givenFor } from '../../domain/roles/effective-roles.ts'
import { listShownRoles } from '../../domain/roles/list-roles.ts'
import { SERVICE_ADMIN } from '../../domain/roles/roles.ts'
import { readUser } from '../../domain/users/read-user.ts'
import type { User } from '../../domain/users/user.ts'
import { usersInTurn } from '../../domain/users/users-in-turn.ts'
import type { HttpContext } from '../kit/context.ts'
import { type AssignmentFilter, readAssignmentFilter } from './assignment-filter.ts'
import {
  type Assignment,
  assignmentsOf,
  assignmentToWire,
  groupAssignmentToWire,
  markerOf,
  splitMarker,
} from './assignment-wire.ts'
import { callerOf } from './auth.ts'
import { markerNotFound, pageToWire, readPage, takePage } from './paging.ts'
import { markedUser } from './users.ts'

/** Users to read at a time: each has some roles. */
const CHUNK_USERS = 200

/** Who has which role where: of the users whom the caller may act on. */
export function addRoleAssignmentRoutes(app: FastifyInstance, context: HttpContext): void {
  app.get('/role_assignments', async (request) => {
    const { actor } = await callerOf(context, request)
    const { limit } = readPage(request)
    const filter = readAssignmentFilter(request.query)
    if (filter.groupId !== null) {
      const rows = await ofGroup(context, actor, filter.groupId, filter)
      return pageToWire(context.publicUrl, request, 'role_assignments', rows, null)
    }
    const { page, more } = await takePage(assignments(context, actor, request, filter), limit)
    const rows = page.map((one) => assignmentToWire(one, context.publicUrl, filter.withNames))
    const last = page.at(-1)
    const next = more && last ? markerOf(last) : null
    return pageToWire(context.publicUrl, request, 'role_assignments', rows, next)
  })
}

/** Few enough for one page. A group of another account has no roles that can be seen, as one that never was. */
async function ofGroup(
  { deps, publicUrl }: HttpContext,
  actor: UserActor,
  groupId: string,
  { fits, isNone, userId, withNames }: AssignmentFilter,
) {
  const found = await readGroup(deps, actor, groupId).catch(unseen)
  if (!found || isNone || userId !== null) return []
  const { group } = found
  const place = { kind: 'project', accountId: group.accountId } as const
  const held = (await listShownRoles(deps.store)).filter(({ name }) => group.roles.includes(name))
  return held
    .map((role) => ({ group, role, place }))
    .filter(fits)
    .map((one) => groupAssignmentToWire(one, publicUrl, withNames))
}

/** What fits, behind the marker. */
async function* assignments(
  context: HttpContext,
  actor: UserActor,
  request: FastifyRequest,
  filter: AssignmentFilter,
): AsyncGenerator<Assignment> {
  const { marker } = readPage(request)
  const at = marker === null ? null : await markedAssignment(context, actor, marker)
  if (at) yield* behind(at, filter)
  for await (const user of holders(context, actor, filter, at?.user)) {
    yield* assignmentsOf(user).filter(filter.fits)
  }
}

/** Those of the user with whom the page before ended. */
function behind(at: Assignment, { fits }: AssignmentFilter): readonly Assignment[] {
  const all = assignmentsOf(at.user)
  const index = all.findIndex((one) => markerOf(one) === markerOf(at))
  return all.slice(index + 1).filter(fits)
}

async function* holders(
  { deps }: HttpContext,
  actor: UserActor,
  filter: AssignmentFilter,
  after: User | undefined,
): AsyncGenerator<User> {
  const { userId, accountId, isNone } = filter
  if (isNone) return
  if (userId === null) {
    const role = await roleOfHolders(deps, filter)
    if (role === undefined) return
    const where = { ...(accountId !== null && { accountId }), ...(role !== null && { role }) }
    yield* usersInTurn(deps, actor, { ...where, ...(after && { after }), chunkRows: CHUNK_USERS })
    return
  }
  const user = after ? null : await readUser(deps, actor, userId).catch(unseen)
  if (user) yield user
}

/** What everybody was given whose assignments can fit: null where it may be anything, undefined where there is no such role. */
async function roleOfHolders(
  { store }: Pick<Deps, 'store'>,
  { roleId, isBeyondProjects }: AssignmentFilter,
): Promise<string | null | undefined> {
  if (isBeyondProjects) return SERVICE_ADMIN
  if (roleId === null) return null
  const role = (await listShownRoles(store)).find(({ id }) => id === roleId)
  return role && givenFor(role)
}

/** What is of another account has no roles that can be seen, as one who never was. */
function unseen(error: unknown): null {
  const isUnknown = error instanceof DomainError && /^(?:user|group)\.not_found$/.test(error.code)
  if (isUnknown) return null
  throw error
}

async function markedAssignment(
  { deps }: HttpContext,
  actor: UserActor,
  marker: string,
): Promise<Assignment> {
  const user = await markedUser(deps, actor, splitMarker(marker))
  const found = assignmentsOf(user).find((one) => markerOf(one) === marker)
  if (!found) throw markerNotFound()
  return found
}
