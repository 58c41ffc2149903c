import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { UserActor } from '../../domain/actor.ts'
import type { Deps } from '../../domain/deps.ts'
import { listCredentials } from '../../domain/keys/credentials.ts'
import { deleteKey } from '../../domain/keys/end-key.ts'
import { resetKey } from '../../domain/keys/reset-key.ts'
import { revealKey } from '../../domain/keys/reveal-key.ts'
import { setKey } from '../../domain/keys/set-key.ts'
import { updateUser } from '../../domain/users/update-user.ts'
import type { HttpContext } from '../kit/context.ts'
import { RequestError } from '../kit/request-error.ts'
import { callerOf } from './auth.ts'
import { credentialsToWire, keyToWire } from './credentials-wire.ts'
import type { UserPath } from './users.ts'

const CREDENTIALS = '/users/:userId/OS-KSADM/credentials'
/** The router takes a double colon for the character itself. */
const API_KEY = `${CREDENTIALS}/RAX-KSKEY::apiKeyCredentials`

const KeyBody = z.object({ 'RAX-KSKEY:apiKeyCredentials': z.object({ apiKey: z.string() }) })
const PasswordBody = z.object({ passwordCredentials: z.object({ password: z.string() }) })

/** Reading, setting, resetting and deleting what a user logs in with. */
export function addCredentialRoutes(app: FastifyInstance, context: HttpContext): void {
  const { deps } = context

  app.get<UserPath>(CREDENTIALS, async (request) => {
    const { actor } = await callerOf(context, request)
    const credentials = await listCredentials(deps, actor, request.params.userId)
    return credentialsToWire(credentials, request.headers['user-agent'] ?? '')
  })

  app.post<UserPath>(CREDENTIALS, async (request, reply) => {
    const { actor } = await callerOf(context, request)
    const added = await addCredential(deps, actor, request.params.userId, request.body)
    return reply.code(201).send(added)
  })

  app.get<UserPath>(API_KEY, async (request) => {
    const { actor } = await callerOf(context, request)
    return keyToWire(await revealKey(deps, actor, request.params.userId))
  })

  app.post<UserPath>(API_KEY, async (request) => {
    const { actor } = await callerOf(context, request)
    const { apiKey } = parseKey(request.body)
    return keyToWire(await setKey(deps, actor, request.params.userId, apiKey))
  })

  app.delete<UserPath>(API_KEY, async (request, reply) => {
    const { actor } = await callerOf(context, request)
    await deleteKey(deps, actor, request.params.userId)
    return reply.code(204).send()
  })

  // Clients of this call know nothing of an overlap: the old key ends before the answer.
  app.post<UserPath>(`${API_KEY}/RAX-AUTH/reset`, async (request) => {
    const { actor } = await callerOf(context, request)
    return keyToWire(await resetKey(deps, actor, request.params.userId, { overlapSeconds: 0 }))
  })
}

/** Sets the password, or the key, of another user, and echoes what may be echoed. */
async function addCredential(deps: Deps, actor: UserActor, userId: string, body: unknown) {
  const parsed = PasswordBody.safeParse(body)
  if (!parsed.success) return keyToWire(await setKey(deps, actor, userId, parseKey(body).apiKey))
  const { password } = parsed.data.passwordCredentials
  const { name } = await updateUser(deps, actor, userId, { password })
  return { passwordCredentials: { username: name } }
}

/** @throws RequestError */
function parseKey(body: unknown): { readonly apiKey: string } {
  const parsed = KeyBody.safeParse(body)
  if (parsed.success) return parsed.data['RAX-KSKEY:apiKeyCredentials']
  throw new RequestError('bad_request', 'The body needs RAX-KSKEY:apiKeyCredentials with apiKey.')
}
