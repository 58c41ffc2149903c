import { z } from 'zod'
import { DomainError } from '../../../domain/errors.ts'
import { endSession } from '../../../domain/sessions/end-session.ts'
import { endSessions } from '../../../domain/sessions/end-sessions.ts'
import { listSessions } from '../../../domain/sessions/list-sessions.ts'
import { RequestError } from '../../kit/request-error.ts'
import { SELF_OR_MANAGER } from '../../kit/rights.ts'
import { NoContent, PLAIN, route } from '../route.ts'
import { EndedSessions, SessionList } from '../user-schemas.ts'
import { sessionsToWire } from '../user-wire.ts'
import { UserParams, userIdFor } from './params.ts'

const SessionParams = z.strictObject({
  ...UserParams.shape,
  sessionId: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .describe('The id of a session of the list'),
})

export const USER_SESSION_ROUTES = [
  route({
    ...PLAIN,
    operationId: 'listUserSessions',
    method: 'GET',
    path: '/users/:userId/sessions',
    summary: "A user's live panel sessions, last used first",
    access: 'caller',
    needs: SELF_OR_MANAGER,
    params: UserParams,
    success: 200,
    output: SessionList,
    refusals: ['forbidden', 'not_found'],
    handle: async ({ context, actor, params }) => {
      const sessions = await listSessions(context.deps, actor(), userIdFor(actor(), params))
      return { body: sessionsToWire(sessions) }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'endUserSession',
    method: 'DELETE',
    path: '/users/:userId/sessions/:sessionId',
    summary: 'End one session of a user before the answer is sent',
    access: 'caller',
    needs: SELF_OR_MANAGER,
    params: SessionParams,
    success: 204,
    output: NoContent,
    refusals: ['forbidden', 'not_found', 'step_up_needed'],
    handle: async ({ context, actor, params }) => {
      const userId = userIdFor(actor(), params)
      await endSession(context.deps, actor(), userId, params.sessionId).catch(onEnded)
      return { body: undefined }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'endUserSessions',
    method: 'DELETE',
    path: '/users/:userId/sessions',
    summary: 'End every session of a user, but not the one that asks',
    access: 'caller',
    needs: SELF_OR_MANAGER,
    params: UserParams,
    success: 200,
    output: EndedSessions,
    refusals: ['forbidden', 'not_found', 'step_up_needed'],
    handle: async ({ context, actor, params }) => {
      return { body: { ended: await endSessions(context.deps, actor(), userIdFor(actor(), params)) } }
    },
  }),
]

/** Elsewhere a session that is not there means that nobody is signed in. */
function onEnded(error: unknown): never {
  if (error instanceof DomainError && error.code === 'session.not_found') {
    throw new RequestError('not_found', 'There is no such session any more.')
  }
  throw error
}
