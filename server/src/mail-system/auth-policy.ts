import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { MailboxAttempt, MailboxAttempts } from '../domain/delivery/login-attempts.ts'
import type { Secret } from '../lib/secret.ts'
import { sameText } from '../lib/timing-safe.ts'

const MAX_BODY_BYTES = 8 * 1_024
const GO_ON = { status: 0 }
const REFUSED = { status: -1, msg: 'Too many failed attempts. Try again later.' }

/**
 * Dovecot's authentication policy (doc.dovecot.org, "Authentication policy support"): asked before each password is
 * compared, and told how that ended.
 * @param secret shared with Dovecot: any program of this machine can reach the port
 * @param onError hears why it could not be told
 */
export function authPolicy(
  attempts: MailboxAttempts,
  secret: Secret,
  onError: (error: unknown) => void,
): RequestListener {
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    if (!sameText(request.headers.authorization ?? '', `Bearer ${secret.reveal()}`)) return end(response, 401)
    const body = await bodyOf(request)
    const command = new URL(request.url ?? '/', 'http://keyward').searchParams.get('command')
    if (body === null) return end(response, 400)
    if (command === 'allow') return end(response, 200, attempts.allows(attemptOf(body)) ? GO_ON : REFUSED)
    if (command !== 'report') return end(response, 400)
    if (body['policy_reject'] !== true) await attempts.settle(attemptOf(body), body['success'] === true)
    end(response, 200, GO_ON)
  }
  return (request, response) => {
    answer(request, response).catch((error: unknown) => {
      onError(error)
      end(response, 503)
    })
  }
}

function end(response: ServerResponse, status: number, body: object = {}): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

type Body = Readonly<Record<string, unknown>>

/** Null for what is no object of JSON. */
async function bodyOf(request: IncomingMessage): Promise<Body | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size > MAX_BODY_BYTES) return null
    chunks.push(chunk)
  }
  try {
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'))
    return isBody(body) ? body : null
  } catch {
    return null
  }
}

function isBody(body: unknown): body is Body {
  return typeof body === 'object' && body !== null && !Array.isArray(body)
}

function attemptOf(body: Body): MailboxAttempt {
  const text = (name: string) => {
    const value = body[name]
    return typeof value === 'string' ? value : ''
  }
  return { login: text('login'), protocol: text('protocol'), remote: text('remote'), app: text('app') }
}
