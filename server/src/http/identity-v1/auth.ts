import type { IncomingHttpHeaders } from 'node:http'
import { z } from 'zod'
import { DomainError } from '../../domain/errors.ts'
import { RequestError } from '../kit/request-error.ts'

/** What a v1.0 or v1.1 client logs in with. */
export interface KeyLogin {
  readonly username: string
  readonly secret: string
  /** The account number that the client named, if it did. */
  readonly tenant: string | null
}

/**
 * Reads `X-Auth-User` and `X-Auth-Key`, or the names of Swift's own login. The user may be written `account:user`.
 * @throws DomainError `credential.needed`; RequestError when both pairs are there and differ
 */
export function headerLogin(headers: IncomingHttpHeaders): KeyLogin {
  const sent = oneOf(headers, 'x-auth-user', 'x-storage-user')
  // Node takes the bytes for Latin-1; clients mean UTF-8.
  const user = sent && Buffer.from(sent, 'latin1').toString('utf8')
  const secret = oneOf(headers, 'x-auth-key', 'x-storage-pass')
  if (!user || !secret)
    throw new DomainError('credential.needed', { reason: 'Send X-Auth-User and X-Auth-Key.' })
  const colonAt = user.indexOf(':')
  return colonAt < 0
    ? { username: user, secret, tenant: null }
    : { username: user.slice(colonAt + 1), secret, tenant: user.slice(0, colonAt) }
}

function oneOf(headers: IncomingHttpHeaders, name: string, otherName: string): string | undefined {
  const [value, other] = [headers[name], headers[otherName]]
  if (value !== undefined && other !== undefined && value !== other) {
    throw new RequestError('bad_request', `${name} and ${otherName} differ.`)
  }
  const given = value ?? other
  return typeof given === 'string' ? given : undefined
}

const Body = z.object({ credentials: z.object({ username: z.string().min(1), key: z.string().min(1) }) })

/** Reads `{"credentials":{"username":…,"key":…}}`. @throws RequestError */
export function bodyLogin(body: unknown): KeyLogin {
  const parsed = Body.safeParse(body)
  if (!parsed.success) {
    throw new RequestError('bad_request', 'The body needs credentials with username and key.')
  }
  const { username, key } = parsed.data.credentials
  return { username, secret: key, tenant: null }
}
