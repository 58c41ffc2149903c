import type { FastifyInstance } from 'fastify'
import type { UserActor } from '../../domain/actor.ts'
import { DomainError } from '../../domain/errors.ts'
import { isLocked } from '../../domain/factors/attempts.ts'
import { SERVICE } from '../../domain/roles/roles.ts'
import { readPin } from '../../domain/support/read-pin.ts'
import { accountAdmins } from '../../domain/users/account-admins.ts'
import { addUser } from '../../domain/users/create-user.ts'
import { deleteUser } from '../../domain/users/delete-user.ts'
import { generatePassword } from '../../domain/users/generated-password.ts'
import { readUser } from '../../domain/users/read-user.ts'
import { updateUser } from '../../domain/users/update-user.ts'
import type { User } from '../../domain/users/user.ts'
import { userByName, usersByEmail } from '../../domain/users/visible-users.ts'
import type { HttpContext } from '../kit/context.ts'
import { RequestError } from '../kit/request-error.ts'
import { callerOf, setUpCallerOf } from './auth.ts'
import { factorStateToWire } from './multi-factor-wire.ts'
import { pageOf } from './paging.ts'
import { textOf } from './text-of.ts'
import { checkMembers } from './users-fields.ts'
import { usersInSight } from './users-in-sight.ts'
import { pinToWire, userFromWire, userToWire } from './users-wire.ts'

export interface UserPath {
  readonly Params: { readonly userId: string }
}

interface UserQuery {
  readonly Querystring: { readonly name?: unknown; readonly email?: unknown }
}

/** Users and their groups. */
export function addUserRoutes(app: FastifyInstance, context: HttpContext): void {
  const { deps } = context

  app.get<UserQuery>('/users', async (request, reply) => {
    const { actor } = await callerOf(context, request)
    const name = textOf(request.query.name)
    // By name the answer is one user, not a list: clients read it so.
    if (name !== undefined)
      return { user: await oneUser(context, actor, await userByName(deps, actor, name)) }
    const email = textOf(request.query.email)
    if (email === undefined)
      return usersInSight(context, actor, { accountId: actor.accountId }, request, reply)
    const users = await usersByEmail(deps, actor, email)
    return { users: pageOf(users, request, reply, context.publicUrl).map(userToWire) }
  })

  app.post('/users', async (request, reply) => {
    const { actor } = await callerOf(context, request)
    return reply.code(201).send({ user: await createUser(context, actor, request.body) })
  })

  app.get<UserPath>('/users/:userId', async (request) => {
    const { actor } = await setUpCallerOf(context, request)
    return { user: await oneUser(context, actor, await readUser(deps, actor, request.params.userId)) }
  })

  app.route<UserPath>({
    method: ['POST', 'PUT'],
    url: '/users/:userId',
    handler: async (request) => {
      const { actor } = await callerOf(context, request)
      const { phonePin, ...facts } = userFromWire(request.body)
      const present = await readUser(deps, actor, request.params.userId)
      const read = await oneUser(context, actor, present)
      checkMembers(request.body, read)
      const isNewPin = phonePin !== undefined && phonePin !== read['RAX-AUTH:phonePin']
      const change = { ...facts, ...(isNewPin && { pin: phonePin }) }
      return { user: await oneUser(context, actor, await updateUser(deps, actor, present.id, change)) }
    },
  })

  app.delete<UserPath>('/users/:userId', async (request, reply) => {
    const { actor } = await callerOf(context, request)
    await deleteUser(deps, actor, request.params.userId)
    return reply.code(204).send()
  })

  app.get<UserPath>('/users/:userId/RAX-AUTH/admins', async (request) => {
    const { actor } = await callerOf(context, request)
    return { users: (await accountAdmins(deps, actor, request.params.userId)).map(userToWire) }
  })

  // Validators ask for the groups to find rate limits; there are none here.
  app.get<UserPath>('/users/:userId/RAX-KSGRP', async (request) => {
    const { actor } = await callerOf(context, request)
    if (!actor.roles.includes(SERVICE)) await readUser(deps, actor, request.params.userId)
    return { 'RAX-KSGRP:groups': [], 'RAX-KSGRP:groups_links': [] }
  })
}

/** A user that is read alone: with the state of second factor and support PIN, and for the user with the PIN itself. */
async function oneUser({ deps }: HttpContext, actor: UserActor, user: User) {
  const factors = factorStateToWire(user, await isLocked(deps, deps.store, user.id))
  return { ...userToWire(user), ...factors, ...pinToWire(await readPin(deps, actor, user.id)) }
}

/** Makes a user in the caller's account. A password that was made up is told once, in this answer. */
async function createUser({ deps }: HttpContext, actor: UserActor, body: unknown) {
  const { name, enabled, password, phonePin, ...rest } = userFromWire(body)
  if (phonePin !== undefined)
    throw new DomainError('actor.forbidden', { reason: 'A PIN is set by the user.' })
  checkMembers(body, { 'RAX-AUTH:domainId': actor.accountId })
  if (name === undefined) throw new RequestError('bad_request', 'A user has a username.')
  const given = password ?? generatePassword(deps.random)
  const { accountId } = actor
  const off = enabled === false ? { enabled } : {}
  const { user } = await addUser(deps, actor, { ...rest, ...off, name, accountId, password: given })
  return { ...userToWire(user), ...(password === undefined && { 'OS-KSADM:password': given }) }
}
