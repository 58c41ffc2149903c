import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { UserActor } from '../../domain/actor.ts'
import { changeGroup } from '../../domain/groups/change-group.ts'
import { changeGroupMembers } from '../../domain/groups/change-members.ts'
import { createGroup } from '../../domain/groups/create-group.ts'
import { deleteGroup } from '../../domain/groups/delete-group.ts'
import { groupsInSight, groupsOfUser, membersInSight, readGroup } from '../../domain/groups/read-groups.ts'
import { requireManager } from '../../domain/users/managing.ts'
import { readUser } from '../../domain/users/read-user.ts'
import type { HttpContext } from '../kit/context.ts'
import { RequestError } from '../kit/request-error.ts'
import { callerOf } from './auth.ts'
import { groupToWire, userToWire } from './directory-wire.ts'
import { type MemberRules, readMember, requireDefaultDomain } from './members.ts'
import { listToWire } from './paging.ts'
import type { UserPath } from './users.ts'

interface IdPath {
  readonly Params: { readonly id: string }
}

interface MemberPath {
  readonly Params: { readonly id: string; readonly userId: string }
}

const Facts = z.object({ name: z.exactOptional(z.string()), description: z.exactOptional(z.string()) })
const NewGroup = Facts.extend({ name: z.string() })
const RULES: MemberRules = { settable: ['name', 'description'], fixed: ['links'] }
const NEW_RULES: MemberRules = { settable: ['name', 'description', 'domain_id'], fixed: ['links'] }

/** Groups of an account's users. One is made in the project of whoever makes it. */
export function addGroupRoutes(app: FastifyInstance, context: HttpContext): void {
  const { deps, publicUrl } = context

  app.get('/groups', async (request) => {
    const { actor } = await callerOf(context, request)
    const rows = (await groupsInSight(deps, actor)).map((group) => groupToWire(group, publicUrl))
    return listToWire(publicUrl, request, 'groups', rows)
  })

  app.post('/groups', async (request, reply) => {
    const { actor } = await callerOf(context, request)
    requireManager(actor)
    requireDefaultDomain(request.body, 'group')
    const { name, description = '' } = readMember(request.body, 'group', NewGroup, NEW_RULES)
    const made = { accountId: actor.accountId, name, description, roles: [] }
    return reply.code(201).send({ group: groupToWire(await createGroup(deps, actor, made), publicUrl) })
  })

  app.get<IdPath>('/groups/:id', async (request) => {
    const { actor } = await callerOf(context, request)
    const { group } = await readGroup(deps, actor, request.params.id)
    return { group: groupToWire(group, publicUrl) }
  })

  app.patch<IdPath>('/groups/:id', async (request) => {
    const { actor } = await callerOf(context, request)
    const { group } = await readGroup(deps, actor, request.params.id)
    const change = readMember(request.body, 'group', Facts, RULES, groupToWire(group, publicUrl))
    return { group: groupToWire(await changeGroup(deps, actor, group.id, change), publicUrl) }
  })

  app.delete<IdPath>('/groups/:id', async (request, reply) => {
    const { actor } = await callerOf(context, request)
    await deleteGroup(deps, actor, request.params.id)
    return reply.code(204).send()
  })
}

/** Who is in a group, and in which groups somebody is. */
export function addGroupMemberRoutes(app: FastifyInstance, context: HttpContext): void {
  const { deps, publicUrl } = context

  app.get<UserPath>('/users/:userId/groups', async (request) => {
    const { actor } = await callerOf(context, request)
    const groups = await groupsOfUser(deps, actor, request.params.userId)
    const rows = groups.map(({ group }) => groupToWire(group, publicUrl))
    return listToWire(publicUrl, request, 'groups', rows)
  })

  app.get<IdPath>('/groups/:id/users', async (request) => {
    const { actor } = await callerOf(context, request)
    const users = await membersInSight(deps, actor, request.params.id)
    const rows = users.map((user) => userToWire(user, publicUrl))
    return listToWire(publicUrl, request, 'users', rows)
  })

  // Answers HEAD too, which is what clients ask.
  app.get<MemberPath>('/groups/:id/users/:userId', async (request, reply) => {
    const { actor } = await callerOf(context, request)
    await requireMember(context, actor, request.params)
    return reply.code(204).send()
  })

  app.put<MemberPath>('/groups/:id/users/:userId', async (request, reply) => {
    const { actor } = await callerOf(context, request)
    const { id, userId } = request.params
    // First: another account's user is unknown to whoever asks, whether or not they manage groups.
    await readUser(deps, actor, userId)
    await changeGroupMembers(deps, actor, id, { add: [userId], remove: [] })
    return reply.code(204).send()
  })

  app.delete<MemberPath>('/groups/:id/users/:userId', async (request, reply) => {
    const { actor } = await callerOf(context, request)
    const { id, userId } = request.params
    await requireMember(context, actor, request.params)
    await changeGroupMembers(deps, actor, id, { add: [], remove: [userId] })
    return reply.code(204).send()
  })
}

/** @throws DomainError `group.not_found`, `user.not_found`, `actor.forbidden`; RequestError for who is not in it */
async function requireMember(
  { deps }: HttpContext,
  actor: UserActor,
  { id, userId }: MemberPath['Params'],
): Promise<void> {
  const user = await readUser(deps, actor, userId)
  const { members } = await readGroup(deps, actor, id)
  if (members.some((member) => member.id === user.id)) return
  throw new RequestError('not_found', `User ${user.id} not found in group ${id}.`)
}
