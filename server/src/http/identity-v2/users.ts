import type { FastifyInstance } from 'fastify'
import { ownAccount } from '../../domain/accounts/own-account.ts'
import type { UserActor } from '../../domain/actor.ts'
import { addUser } from '../../domain/users/create-user.ts'
import { deleteUser } from '../../domain/users/delete-user.ts'
import { disableUser } from '../../domain/users/disable-user.ts'
import { generatePassword } from '../../domain/users/generated-password.ts'
import { readUser } from '../../domain/users/read-user.ts'
import { updateUser } from '../../domain/users/update-user.ts'
import { userByName, visibleUsers } from '../../domain/users/visible-users.ts'
import type { HttpContext } from '../kit/context.ts'
import { RequestError } from '../kit/request-error.ts'
import { callerOf } from './auth.ts'
import { pageOf } from './paging.ts'
import { tenantToWire, type UserFacts, userFromWire, userToWire } from './users-wire.ts'
import { globalRolesToWire } from './wire.ts'

export interface UserPath {
  readonly Params: { readonly userId: string }
}

interface UserQuery {
  readonly Querystring: { readonly name?: unknown; readonly email?: unknown }
}

/** Users, their roles and groups, and the tenants of the caller. */
export function addUserRoutes(app: FastifyInstance, context: HttpContext): void {
  const { deps } = context

  app.get<UserQuery>('/users', async (request, reply) => {
    const { actor } = await callerOf(context, request)
    const name = textOf(request.query.name)
    // By name the answer is one user, not a list: clients read it so.
    if (name !== undefined) return { user: userToWire(await userByName(deps, actor, name)) }
    const email = textOf(request.query.email)
    const users = await visibleUsers(deps, actor, email === undefined ? {} : { email })
    const page = pageOf(users, request.query, reply, `${context.publicUrl}/v2.0/users`)
    return { users: page.map(userToWire) }
  })

  app.post('/users', async (request, reply) => {
    const { actor } = await callerOf(context, request)
    return reply.code(201).send({ user: await createUser(context, actor, userFromWire(request.body)) })
  })

  app.get<UserPath>('/users/:userId', async (request) => {
    const { actor } = await callerOf(context, request)
    return { user: userToWire(await readUser(deps, actor, request.params.userId)) }
  })

  app.route<UserPath>({
    method: ['POST', 'PUT'],
    url: '/users/:userId',
    handler: async (request) => {
      const { actor } = await callerOf(context, request)
      const user = await updateUser(deps, actor, request.params.userId, userFromWire(request.body))
      return { user: userToWire(user) }
    },
  })

  app.delete<UserPath>('/users/:userId', async (request, reply) => {
    const { actor } = await callerOf(context, request)
    await deleteUser(deps, actor, request.params.userId)
    return reply.code(204).send()
  })

  app.get<UserPath>('/users/:userId/roles', async (request) => {
    const { actor } = await callerOf(context, request)
    const { roles } = await readUser(deps, actor, request.params.userId)
    return { roles: globalRolesToWire(roles), roles_links: [] }
  })

  // Validators ask for the groups to find rate limits; there are none here.
  app.get<UserPath>('/users/:userId/RAX-KSGRP', async (request) => {
    const { actor } = await callerOf(context, request)
    await readUser(deps, actor, request.params.userId)
    return { 'RAX-KSGRP:groups': [], 'RAX-KSGRP:groups_links': [] }
  })

  app.get('/tenants', async (request) => {
    const { actor } = await callerOf(context, request)
    return { tenants: [tenantToWire(await ownAccount(deps, actor))], tenants_links: [] }
  })
}

/** Makes a user in the caller's account. A password that was made up is told once, in this answer. */
async function createUser({ deps }: HttpContext, actor: UserActor, facts: UserFacts) {
  const { name, enabled, password, ...rest } = facts
  if (name === undefined) throw new RequestError('bad_request', 'A user has a username.')
  const given = password ?? generatePassword(deps.random)
  const { accountId } = actor
  const { user } = await addUser(deps, actor, { ...rest, name, accountId, password: given })
  const made = enabled === false ? await disableUser(deps, actor, user.id) : user
  return { ...userToWire(made), ...(password === undefined && { 'OS-KSADM:password': given }) }
}

/** @throws RequestError for a parameter given twice */
function textOf(value: unknown): string | undefined {
  if (value === undefined || typeof value === 'string') return value
  throw new RequestError('bad_request', 'A parameter is given twice.')
}
