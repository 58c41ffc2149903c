import type { IncomingMessage } from 'node:http'
import { userActor } from '../../domain/actor.ts'
import { countTokenUse } from '../../domain/tokens/authenticate-token.ts'
import { checkTokenFromMemory } from '../../domain/tokens/check-token.ts'
import { mayAskForToken } from '../../domain/tokens/subject-token.ts'
import type { HotRoute, HttpContext } from '../kit/context.ts'
import type { HotParts } from '../kit/hot-answer.ts'
import { originFrom } from '../kit/origin.ts'
import { acceptsAnything, plainHeaders } from '../kit/plain-headers.ts'
import { sendToken } from './hot-answer.ts'
import { tokenToWire } from './wire.ts'

const PREFIX = '/v2.0/tokens/'
const ROUTE = '/v2.0/tokens/:token'

/**
 * Answers `GET /v2.0/tokens/{id}` for a good token and a caller who may ask, when memory alone can tell. Everything
 * else, every refusal included, takes the ordinary way: `tokens.ts`.
 */
export function hotValidation(parts: HotParts): HotRoute {
  return (request, response) => {
    if (request.method !== 'GET' || !request.url?.startsWith(PREFIX)) return false
    const startedAtMs = performance.now()
    const body = answerFromMemory(parts.context, request, request.url.slice(PREFIX.length))
    if (body === null) return false
    sendToken(parts, response, body, { method: 'GET', route: ROUTE, startedAtMs })
    return true
  }
}

function answerFromMemory(context: HttpContext, request: IncomingMessage, token: string): string | null {
  const { deps, trustedProxies } = context
  const headers = plainHeaders(request.rawHeaders)
  const callerToken = headers?.get('x-auth-token')
  if (!headers || !callerToken || !acceptsAnything(headers.get('accept'))) return null
  const caller = checkTokenFromMemory(deps, callerToken)
  const live = caller && token !== callerToken ? checkTokenFromMemory(deps, token) : caller
  const endpoints = deps.known.peekEndpoints()
  if (!caller || caller.delegation || !live || live.delegation || !endpoints) return null
  const origin = originFrom(request, headers, 'identity-v2.0', trustedProxies)
  const proof = { kind: 'credential', of: 'key', credentialId: caller.claims.credentialId } as const
  if (!mayAskForToken(userActor(caller.user, proof, { origin, requestId: '' }), live.user)) return null
  countTokenUse(deps, caller, { ...origin, verifies: true })
  return tokenToWire({ ...live, token, endpoints })
}
