import type { IncomingMessage } from 'node:http'
import { logInFromMemory } from '../../domain/login/log-in.ts'
import type { HotRoute, HttpContext } from '../kit/context.ts'
import type { HotParts } from '../kit/hot-answer.ts'
import { readPlainLogin } from '../kit/hot-body.ts'
import { originFrom } from '../kit/origin.ts'
import type { PlainHeaders } from '../kit/plain-headers.ts'
import { sendToken } from './hot-answer.ts'
import { loginToWire } from './wire.ts'

const PATH = '/v2.0/tokens'
/** The white space of JSON; a pattern's own would take more. */
const WS = String.raw`[ \t\r\n]*`
/**
 * The body as clients write it, with any spacing: one kind of credentials, plain ASCII, nothing escaped. What has this
 * shape has one meaning only, so it need not be parsed with care.
 */
const PLAIN_LOGIN = new RegExp(
  String.raw`^${WS}\{${WS}"auth"${WS}:${WS}\{${WS}"RAX-KSKEY:apiKeyCredentials"${WS}:${WS}\{` +
    String.raw`${WS}"username"${WS}:${WS}"([\x20\x21\x23-\x5b\x5d-\x7e]{1,255})"${WS},` +
    String.raw`${WS}"apiKey"${WS}:${WS}"([0-9a-f]{32})"${WS}\}${WS}\}${WS}\}${WS}$`,
)

/**
 * Answers `POST /v2.0/tokens` for a good API key when memory alone can tell. Everything else, every refusal included,
 * takes the ordinary way: `tokens.ts`.
 */
export function hotLogin(parts: HotParts): HotRoute {
  return (request, response, pass) => {
    if (request.url !== PATH || request.method !== 'POST') return false
    const startedAtMs = performance.now()
    return readPlainLogin(request, pass, (bytes, headers) => {
      const body = answerFromMemory(parts.context, request, headers, bytes)
      if (body !== null) sendToken(parts, response, body, { method: 'POST', route: PATH, startedAtMs })
      return body !== null
    })
  }
}

function answerFromMemory(
  { deps, publicUrl, trustedProxies }: HttpContext,
  request: IncomingMessage,
  headers: PlainHeaders,
  bytes: Buffer,
): string | null {
  const [, username, secret] = PLAIN_LOGIN.exec(bytes.toString('latin1')) ?? []
  const endpoints = deps.known.peekEndpoints()
  if (!username || !secret || !endpoints) return null
  const origin = originFrom(request, headers, 'identity-v2.0', trustedProxies)
  const login = logInFromMemory(deps, { username, secret }, origin)
  return login ? loginToWire({ ...login, endpoints }, publicUrl, true) : null
}
