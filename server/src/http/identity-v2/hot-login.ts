import type { IncomingMessage } from 'node:http'
import { logInFromMemory } from '../../domain/login/log-in.ts'
import type { HotRoute, HttpContext } from '../kit/context.ts'
import { originFrom } from '../kit/origin.ts'
import { acceptsAnything, plainHeaders } from '../kit/plain-headers.ts'
import { type HotParts, sendHot } from './hot-answer.ts'
import { loginToWire } from './wire.ts'

const PATH = '/v2.0/tokens'
/** Clients send a token, even an empty one, with their login: it means nothing there. */
const HEADERS = ['content-type', 'x-auth-token']
type Headers = ReadonlyMap<string, string>
const JSON_TYPE = /^application\/json(?:; ?charset=utf-8)?$/i
const MAX_BODY_BYTES = 4_096
/**
 * The body as clients write it, with any spacing: one kind of credentials, plain ASCII, nothing escaped. What has this
 * shape has one meaning only, so it need not be parsed with care.
 */
const PLAIN_LOGIN = new RegExp(
  String.raw`^\s*\{\s*"auth"\s*:\s*\{\s*"RAX-KSKEY:apiKeyCredentials"\s*:\s*\{` +
    String.raw`\s*"username"\s*:\s*"([\x20\x21\x23-\x5b\x5d-\x7e]{1,255})"\s*,` +
    String.raw`\s*"apiKey"\s*:\s*"([0-9a-f]{32})"\s*\}\s*\}\s*\}\s*$`,
)

/**
 * Answers `POST /v2.0/tokens` for a good API key when memory alone can tell. Everything else, every refusal included,
 * takes the ordinary way: `tokens.ts`.
 */
export function hotLogin(parts: HotParts): HotRoute {
  return (request, response, pass) => {
    if (request.url !== PATH || request.method !== 'POST') return false
    const headers = plainHeaders(request.rawHeaders, HEADERS)
    if (!headers || !isPlainLogin(headers)) return false
    const startedAtMs = performance.now()
    request.once('readable', () => {
      const bytes: unknown = request.read()
      if (!(bytes instanceof Buffer)) return pass()
      const body = answerFromMemory(parts.context, request, headers, bytes)
      if (body !== null) return sendHot(parts, response, body, { method: 'POST', route: PATH, startedAtMs })
      request.unshift(bytes)
      pass()
    })
    return true
  }
}

function isPlainLogin(headers: Headers): boolean {
  const length = Number(headers.get('content-length'))
  const isShort = length > 0 && length <= MAX_BODY_BYTES
  const isJson = JSON_TYPE.test(headers.get('content-type') ?? '')
  return isShort && isJson && acceptsAnything(headers.get('accept'))
}

function answerFromMemory(
  { deps, publicUrl, trustedProxies }: HttpContext,
  request: IncomingMessage,
  headers: Headers,
  bytes: Buffer,
): string | null {
  // Bodies this short come in one piece, or take the ordinary way.
  if (bytes.length !== Number(headers.get('content-length'))) return null
  const [, username, secret] = PLAIN_LOGIN.exec(bytes.toString('latin1')) ?? []
  const endpoints = deps.known.peekEndpoints()
  if (!username || !secret || !endpoints) return null
  const origin = originFrom(request, headers, 'identity-v2.0', trustedProxies)
  const login = logInFromMemory(deps, { username, secret }, origin)
  return login ? loginToWire({ ...login, endpoints }, publicUrl, true) : null
}
