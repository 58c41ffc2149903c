import type { RequestListener } from 'node:http'
import type { MailboxAttempt, MailboxAttempts } from '../domain/delivery/login-attempts.ts'
import type { Secret } from '../lib/secret.ts'
import { type JsonBody, jsonQuestions } from './json-questions.ts'

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
  const answer = async (body: JsonBody, url: URL) => {
    const command = url.searchParams.get('command')
    if (command === 'allow') return attempts.allows(attemptOf(body)) ? GO_ON : REFUSED
    if (command !== 'report') return null
    if (body['policy_reject'] !== true) await attempts.settle(attemptOf(body), body['success'] === true)
    return GO_ON
  }
  return jsonQuestions({ secret, maxBytes: MAX_BODY_BYTES, answer, onError })
}

function attemptOf(body: JsonBody): MailboxAttempt {
  const text = (name: string) => {
    const value = body[name]
    return typeof value === 'string' ? value : ''
  }
  return { login: text('login'), protocol: text('protocol'), remote: text('remote'), app: text('app') }
}
