import type { IncomingMessage, ServerResponse } from 'node:http'
import type { HotRoute } from '../kit/context.ts'
import { type HotParts, sendHot } from '../kit/hot-answer.ts'
import { readPlainLogin } from '../kit/hot-body.ts'
import { originFrom } from '../kit/origin.ts'
import type { PlainHeaders } from '../kit/plain-headers.ts'
import { DIALECT } from './auth.ts'
import { ANSWER_HEADERS } from './headers.ts'
import { logInFromMemory } from './login.ts'
import { openstackRequestId } from './request-id.ts'
import { loginToWire } from './wire.ts'

const PATH = '/v3/auth/tokens'
const FIXED = ['Content-Type', 'application/json; charset=utf-8', ...Object.entries(ANSWER_HEADERS).flat()]

/**
 * Answers `POST /v3/auth/tokens` for a good account key or application credential when memory alone can tell. The body
 * is read by what reads it in the ordinary way, which everything else takes, every refusal included: `tokens.ts`.
 */
export function hotLogin(parts: HotParts): HotRoute {
  return (request, response, pass) => {
    if (request.url !== PATH || request.method !== 'POST') return false
    const startedAtMs = performance.now()
    return readPlainLogin(request, pass, (bytes, headers) =>
      answerFromMemory(parts, request, response, { bytes, headers, startedAtMs }),
    )
  }
}

interface Asked {
  readonly bytes: Buffer
  readonly headers: PlainHeaders
  readonly startedAtMs: number
}

function answerFromMemory(
  parts: HotParts,
  request: IncomingMessage,
  response: ServerResponse,
  { bytes, headers, startedAtMs }: Asked,
): boolean {
  const { deps, publicUrl, trustedProxies } = parts.context
  const endpoints = deps.known.peekEndpoints()
  const origin = originFrom(request, headers, DIALECT, trustedProxies)
  const login = endpoints && logInFromMemory(deps, bytes, origin)
  if (!login) return false
  const requestId = parts.nextRequestId()
  sendHot(parts, response, {
    ...{ requestId, dialect: DIALECT, method: 'POST', route: PATH, status: 201, startedAtMs },
    headers: [
      ...FIXED,
      'X-OpenStack-Request-Id',
      openstackRequestId(requestId),
      'X-Subject-Token',
      login.token,
    ],
    body: loginToWire(login, { endpoints, publicUrl }),
  })
  return true
}
