import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { checkPin, unlockPin } from '../../domain/support/check-pin.ts'
import { SECRET_QUESTIONS, setSecretAnswer } from '../../domain/support/secret-question.ts'
import { resetPin } from '../../domain/support/set-pin.ts'
import { readUser } from '../../domain/users/read-user.ts'
import type { HttpContext } from '../kit/context.ts'
import { RequestError } from '../kit/request-error.ts'
import { callerOf } from './auth.ts'
import type { UserPath } from './users.ts'

const PIN = '/users/:userId/RAX-AUTH/phone-pin'
const PIN_BODY = 'RAX-AUTH:phonePin'
const SECRET_QA = 'RAX-AUTH:secretqa'

const PinBody = z.object({ [PIN_BODY]: z.strictObject({ pin: z.string() }) })
const SecretBody = z.object({ [SECRET_QA]: z.strictObject({ id: z.string(), answer: z.string() }) })

/** By what support knows a user: the PIN, and the answer to a question. */
export function addSupportRoutes(app: FastifyInstance, context: HttpContext): void {
  addSecretRoutes(app, context)
  const { deps } = context

  app.post<UserPath & { Querystring: { only_if_missing?: unknown } }>(
    `${PIN}/reset`,
    async (request, reply) => {
      const { actor } = await callerOf(context, request)
      await resetPin(deps, actor, request.params.userId, request.query.only_if_missing === 'true')
      return reply.code(204).send()
    },
  )

  app.put<UserPath>(`${PIN}/unlock`, async (request, reply) => {
    const { actor } = await callerOf(context, request)
    await unlockPin(deps, actor, request.params.userId)
    return reply.code(204).send()
  })

  app.post<UserPath>(`${PIN}/verify`, async (request) => {
    const { actor } = await callerOf(context, request)
    const parsed = PinBody.safeParse(request.body)
    if (!parsed.success) throw new RequestError('bad_request', `The body needs ${PIN_BODY} with pin.`)
    const authenticated = await checkPin(deps, actor, request.params.userId, parsed.data[PIN_BODY].pin)
    return { 'RAX-AUTH:verifyPhonePinResult': { authenticated } }
  })
}

function addSecretRoutes(app: FastifyInstance, context: HttpContext): void {
  const { deps } = context

  app.get('/RAX-AUTH/secretqa/questions', async (request) => {
    await callerOf(context, request)
    return { 'RAX-AUTH:questions': SECRET_QUESTIONS }
  })

  app.post<UserPath>('/users/:userId/RAX-AUTH/secretqas', async (request) => {
    const { actor } = await callerOf(context, request)
    const parsed = SecretBody.safeParse(request.body)
    if (!parsed.success)
      throw new RequestError('bad_request', `The body needs ${SECRET_QA} with id and answer.`)
    const { id: questionId, answer } = parsed.data[SECRET_QA]
    const user = await readUser(deps, actor, request.params.userId)
    return { [SECRET_QA]: await setSecretAnswer(deps, actor, user.id, { questionId, answer }) }
  })
}
