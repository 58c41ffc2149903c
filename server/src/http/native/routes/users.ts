import { DomainError } from '../../../domain/errors.ts'
import { changeOwnEmail } from '../../../domain/users/change-own-email.ts'
import { changeOwnPassword } from '../../../domain/users/change-own-password.ts'
import { describeUser } from '../../../domain/users/describe-user.ts'
import { readUser } from '../../../domain/users/read-user.ts'
import { cookieLine } from '../../kit/cookies.ts'
import { SELF_OR_HELPER } from '../../kit/rights.ts'
import { NoContent, PLAIN, route } from '../route.ts'
import { EmailChange, PasswordChange, User } from '../schemas.ts'
import { ManagedUser } from '../user-schemas.ts'
import { listedUserToWire } from '../user-wire.ts'
import { userToWire } from '../wire.ts'
import { UserParams, userIdFor } from './params.ts'

export const USER_ROUTES = [
  route({
    ...PLAIN,
    operationId: 'getOwnUser',
    method: 'GET',
    path: '/users/me',
    summary: 'The user who asks',
    access: 'caller',
    needs: ['any'],
    success: 200,
    output: User,
    refusals: [],
    handle: async ({ context, actor }) => {
      return { body: userToWire(await readUser(context.deps, actor(), actor().userId)) }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'getUser',
    method: 'GET',
    path: '/users/:userId',
    summary: 'A user within reach',
    access: 'caller',
    needs: SELF_OR_HELPER,
    params: UserParams,
    success: 200,
    output: ManagedUser,
    refusals: ['forbidden', 'not_found'],
    handle: async ({ context, actor, params }) => {
      const listed = await describeUser(context.deps, actor(), userIdFor(actor(), params))
      return { body: listedUserToWire(actor(), listed) }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'changeOwnEmail',
    method: 'PATCH',
    path: '/users/me',
    summary: 'Change the own e-mail address; other sessions end',
    access: 'session',
    needs: ['any'],
    body: EmailChange,
    success: 200,
    output: User,
    refusals: ['step_up_needed', 'forbidden'],
    handle: async ({ context, actor, body }) => {
      return { body: userToWire(await changeOwnEmail(context.deps, actor(), body.email)) }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'changeOwnPassword',
    method: 'POST',
    path: '/users/me/password',
    summary: 'Change the own password; other sessions and tokens got by password end',
    access: 'session',
    needs: ['any'],
    body: PasswordChange,
    success: 204,
    output: NoContent,
    refusals: ['wrong_password', 'throttled'],
    handle: async ({ context, session, body, visit }) => {
      const opened = await changeOwnPassword(context.deps, session(), body, visit).catch(onNewPassword)
      return { body: undefined, cookie: cookieLine(context, 'session', opened.secret) }
    },
  }),
]

/** The domain speaks of a password; here it is the new one of two. */
function onNewPassword(error: unknown): never {
  if (error instanceof DomainError && error.code === 'password.weak') {
    throw new DomainError(error.code, { ...error.facts, field: 'newPassword' }, { cause: error })
  }
  throw error
}
