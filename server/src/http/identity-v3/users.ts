import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { visibleAccount } from '../../domain/accounts/visible-accounts.ts'
import type { UserActor } from '../../domain/actor.ts'
import type { Deps } from '../../domain/deps.ts'
import { DomainError } from '../../domain/errors.ts'
import { readUser } from '../../domain/users/read-user.ts'
import { replaceOwnPassword } from '../../domain/users/replace-own-password.ts'
import type { User } from '../../domain/users/user.ts'
import { usersInTurn } from '../../domain/users/users-in-turn.ts'
import { userByName } from '../../domain/users/visible-users.ts'
import type { HttpContext } from '../kit/context.ts'
import { RequestError } from '../kit/request-error.ts'
import { callerOf } from './auth.ts'
import { projectToWire, userToWire } from './directory-wire.ts'
import { type ListRoute, narrowed, textOf } from './filters.ts'
import { listToWire, markerNotFound, pageToWire, readPage, takePage } from './paging.ts'

export interface UserPath {
  readonly Params: { readonly userId: string }
}

const PasswordBody = z.object({ user: z.object({ original_password: z.string(), password: z.string() }) })

/** Users: those whom the caller may act on. */
export function addUserRoutes(app: FastifyInstance, context: HttpContext): void {
  const { deps, publicUrl } = context

  app.get<ListRoute>('/users', async (request) => {
    const { actor } = await callerOf(context, request)
    const { name } = request.query
    if (name === undefined) return pageOfUsers(context, actor, request)
    const users = await named(deps, actor, textOf(name))
    const rows = users.map((user) => userToWire(user, publicUrl))
    return listToWire(publicUrl, request, 'users', rows)
  })

  app.get<UserPath>('/users/:userId', async (request) => {
    const { actor } = await callerOf(context, request)
    return { user: userToWire(await readUser(deps, actor, request.params.userId), publicUrl) }
  })

  app.get<UserPath>('/users/:userId/projects', async (request) => {
    const { actor } = await callerOf(context, request)
    const { accountId } = await readUser(deps, actor, request.params.userId)
    const project = projectToWire(await visibleAccount(deps, actor, accountId), publicUrl)
    return listToWire(publicUrl, request, 'projects', [project])
  })

  app.post<UserPath>('/users/:userId/password', async (request, reply) => {
    const { actor } = await callerOf(context, request)
    const parsed = PasswordBody.safeParse(request.body)
    if (!parsed.success) {
      throw new RequestError('bad_request', 'The body needs user with original_password and password.')
    }
    const { original_password: currentPassword, password: newPassword } = parsed.data.user
    await replaceOwnPassword(deps, actor, request.params.userId, { currentPassword, newPassword })
    return reply.code(204).send()
  })
}

/** Users are too many to read them all for one page. */
async function pageOfUsers({ deps, publicUrl }: HttpContext, actor: UserActor, request: FastifyRequest) {
  const { limit, marker } = readPage(request)
  const after = marker === null ? {} : { after: await markedUser(deps, actor, marker) }
  const users = usersInTurn(deps, actor, { ...after, chunkRows: limit + 1 })
  const { page, more } = await takePage(fitting(users, publicUrl, request.query), limit)
  return pageToWire(publicUrl, request, 'users', page, more ? (page.at(-1)?.id ?? null) : null)
}

async function* fitting(users: AsyncIterable<User>, publicUrl: string, query: unknown) {
  for await (const user of users) yield* narrowed([userToWire(user, publicUrl)], query)
}

/** @throws RequestError for a user whom the caller cannot have seen; DomainError `actor.forbidden` */
export function markedUser(deps: Deps, actor: UserActor, marker: string): Promise<User> {
  return readUser(deps, actor, marker).catch((error: unknown) => {
    const isUnknown = error instanceof DomainError && error.code === 'user.not_found'
    throw isUnknown ? markerNotFound() : error
  })
}

/** By name a user is found in every account that the caller sees. */
async function named(deps: Deps, actor: UserActor, name: string): Promise<readonly User[]> {
  try {
    return [await userByName(deps, actor, name)]
  } catch (error) {
    if (error instanceof DomainError && error.code === 'user.not_found') return []
    throw error
  }
}
