import type { FastifyInstance } from 'fastify'
import { addUser } from '../../domain/users/create-user.ts'
import { deleteUser } from '../../domain/users/delete-user.ts'
import { requireManager } from '../../domain/users/managing.ts'
import { readUser } from '../../domain/users/read-user.ts'
import { updateUser } from '../../domain/users/update-user.ts'
import type { HttpContext } from '../kit/context.ts'
import { callerOf } from './auth.ts'
import { userToWire } from './directory-wire.ts'
import { readNewUser, readUserChange } from './user-body.ts'
import type { UserPath } from './users.ts'

/** Makes, changes and deletes users. A user is made in the project that is named as its default. */
export function addUserWriteRoutes(app: FastifyInstance, context: HttpContext): void {
  const { deps, publicUrl } = context

  app.post('/users', async (request, reply) => {
    const { actor } = await callerOf(context, request)
    requireManager(actor)
    const given = { accountId: actor.accountId, password: null, ...readNewUser(request.body) }
    const { user } = await addUser(deps, actor, given)
    return reply.code(201).send({ user: userToWire(user, publicUrl) })
  })

  app.patch<UserPath>('/users/:userId', async (request) => {
    const { actor } = await callerOf(context, request)
    const present = await readUser(deps, actor, request.params.userId)
    const change = readUserChange(request.body, userToWire(present, publicUrl))
    return { user: userToWire(await updateUser(deps, actor, present.id, change), publicUrl) }
  })

  app.delete<UserPath>('/users/:userId', async (request, reply) => {
    const { actor } = await callerOf(context, request)
    await deleteUser(deps, actor, request.params.userId)
    return reply.code(204).send()
  })
}
