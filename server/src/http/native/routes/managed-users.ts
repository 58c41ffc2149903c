import type { z } from 'zod'
import { DomainError } from '../../../domain/errors.ts'
import { setUserRule } from '../../../domain/factors/user-rule.ts'
import { createInvitedUser } from '../../../domain/users/create-invited-user.ts'
import { deleteUser } from '../../../domain/users/delete-user.ts'
import { describeUser } from '../../../domain/users/describe-user.ts'
import { disableUser } from '../../../domain/users/disable-user.ts'
import { enableUser } from '../../../domain/users/enable-user.ts'
import { inviteUser } from '../../../domain/users/invite-user.ts'
import { pageUsers } from '../../../domain/users/page-users.ts'
import { revokeInvitation } from '../../../domain/users/revoke-invitation.ts'
import type { UserPageQuery } from '../../../domain/users/stores.ts'
import { updateUser } from '../../../domain/users/update-user.ts'
import { HELPER, MANAGER } from '../../kit/rights.ts'
import { NativeError } from '../errors.ts'
import { NoContent, PLAIN, route } from '../route.ts'
import { markerOf, parseMarker } from '../user-marker.ts'
import {
  CreatedUser,
  Deletion,
  Invitation,
  ManagedUser,
  NewUser,
  UserChange,
  UserPage,
  UserQuery,
} from '../user-schemas.ts'
import { createdUserToWire, invitationToWire, listedUserToWire } from '../user-wire.ts'
import { UserParams, userIdFor } from './params.ts'

const ABOUT_ONE = { ...PLAIN, access: 'caller', params: UserParams } as const
const REACH = ['forbidden', 'not_found'] as const

export const MANAGED_USER_ROUTES = [
  route({
    ...PLAIN,
    operationId: 'listUsers',
    method: 'GET',
    path: '/users',
    summary: 'Users of the account, page by page; for those who manage users',
    access: 'caller',
    needs: HELPER,
    query: UserQuery,
    success: 200,
    output: UserPage,
    refusals: ['forbidden', 'not_found'],
    handle: async ({ context, actor, query }) => {
      const { users, more, total } = await pageUsers(context.deps, actor(), pageQueryOf(query))
      const last = more ? users.at(-1) : undefined
      return {
        body: {
          items: users.map((listed) => listedUserToWire(actor(), listed)),
          next: last ? markerOf(last.user) : null,
          total,
        },
      }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'createUser',
    method: 'POST',
    path: '/users',
    summary: 'Create a user, with a link by which the person chooses a password, or with a password',
    access: 'caller',
    needs: MANAGER,
    idempotent: true,
    body: NewUser,
    success: 201,
    output: CreatedUser,
    refusals: ['forbidden', 'not_found', 'step_up_needed', 'conflict'],
    handle: async ({ context, actor, body, idempotencyKey }) => {
      const {
        username: name,
        email = null,
        roles = [],
        account: accountId = actor().accountId,
        password = null,
        invite = password === null,
      } = body
      const given = { name, email, roles, accountId, invite, password }
      return {
        body: createdUserToWire(
          context,
          await createInvitedUser(context.deps, actor(), given, idempotencyKey),
        ),
      }
    },
  }),
  route({
    ...ABOUT_ONE,
    operationId: 'changeUser',
    needs: HELPER,
    method: 'PATCH',
    path: '/users/:userId',
    summary: "Change another user's e-mail address or default region, or whether a second factor is a must",
    body: UserChange,
    success: 200,
    output: ManagedUser,
    refusals: [...REACH, 'step_up_needed'],
    handle: async ({ context, actor, params, body }) => {
      const userId = userIdFor(actor(), params)
      const { secondFactorRule, ...facts } = body
      const { id } =
        secondFactorRule === undefined
          ? await updateUser(context.deps, actor(), userId, facts)
          : await setUserRule(context.deps, actor(), userId, secondFactorRule)
      return { body: listedUserToWire(actor(), await describeUser(context.deps, actor(), id)) }
    },
  }),
  route({
    ...ABOUT_ONE,
    operationId: 'disableUser',
    needs: HELPER,
    method: 'POST',
    path: '/users/:userId/disable',
    summary: 'Shut a user out: sessions end; key, tokens and password are refused before the answer is sent',
    success: 200,
    output: ManagedUser,
    refusals: [...REACH, 'step_up_needed'],
    handle: async ({ context, actor, params }) => {
      const { id } = await disableUser(context.deps, actor(), userIdFor(actor(), params))
      return { body: listedUserToWire(actor(), await describeUser(context.deps, actor(), id)) }
    },
  }),
  route({
    ...ABOUT_ONE,
    operationId: 'enableUser',
    needs: HELPER,
    method: 'POST',
    path: '/users/:userId/enable',
    summary: 'Let a disabled user back in; key and password work as before',
    success: 200,
    output: ManagedUser,
    refusals: [...REACH, 'step_up_needed'],
    handle: async ({ context, actor, params }) => {
      const { id } = await enableUser(context.deps, actor(), userIdFor(actor(), params))
      return { body: listedUserToWire(actor(), await describeUser(context.deps, actor(), id)) }
    },
  }),
  route({
    ...ABOUT_ONE,
    operationId: 'deleteUser',
    needs: MANAGER,
    method: 'DELETE',
    path: '/users/:userId',
    summary: 'Delete a user with key, sessions, links and recorded callers; the audit log stays',
    query: Deletion,
    success: 204,
    output: NoContent,
    refusals: [...REACH, 'step_up_needed'],
    handle: async ({ context, actor, params, query }) => {
      await deleteUser(context.deps, actor(), userIdFor(actor(), params), query.handOverTo)
      return { body: undefined }
    },
  }),
  route({
    ...ABOUT_ONE,
    operationId: 'inviteUser',
    needs: MANAGER,
    method: 'POST',
    path: '/users/:userId/invitation',
    summary: 'Make another link, good for 48 hours; earlier ones are dead',
    success: 201,
    output: Invitation,
    refusals: [...REACH, 'step_up_needed', 'conflict'],
    handle: async ({ context, actor, params }) => {
      const sent = await inviteUser(context.deps, actor(), userIdFor(actor(), params)).catch(onDisabled)
      return { body: invitationToWire(context, sent) }
    },
  }),
  route({
    ...ABOUT_ONE,
    operationId: 'revokeInvitation',
    needs: MANAGER,
    method: 'DELETE',
    path: '/users/:userId/invitation',
    summary: 'Take an invitation back; its link is dead before the answer is sent',
    success: 204,
    output: NoContent,
    refusals: [...REACH, 'step_up_needed'],
    handle: async ({ context, actor, params }) => {
      await revokeInvitation(context.deps, actor(), userIdFor(actor(), params))
      return { body: undefined }
    },
  }),
]

function pageQueryOf({ account, sort, limit, after, count, ...filter }: z.infer<typeof UserQuery>) {
  const query: UserPageQuery = {
    ...filter,
    ...(account !== undefined && { accountId: account }),
    sort: sort.endsWith('name') ? 'name' : 'created',
    descending: sort.startsWith('-'),
    limit: Number(limit),
    ...(after !== undefined && { after: parseMarker(after) }),
  }
  return { ...query, counted: count === 'true' }
}

/** To a manager it is no secret that a user is disabled. */
function onDisabled(error: unknown): never {
  if (error instanceof DomainError && error.code === 'user.disabled') throw new NativeError('conflict')
  throw error
}
