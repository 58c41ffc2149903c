import type { FastifyRequest } from 'fastify'
import type { PresentedCredential } from '../../domain/login/verify-credential.ts'
import { RequestError } from './request-error.ts'

/**
 * The credential of a request; null without one. One that cannot be read is returned as an empty secret: it is
 * wrong, not absent.
 * @throws RequestError for two
 */
export function presentedCredential(request: Pick<FastifyRequest, 'headers'>): PresentedCredential | null {
  const { authorization } = request.headers
  const token = request.headers['x-auth-token']
  if (authorization !== undefined && token !== undefined) {
    throw new RequestError('bad_request', 'Send one credential, in one header.')
  }
  if (typeof token === 'string') return { secret: token, username: null, mayBeKey: false }
  return authorization === undefined ? null : fromAuthorization(authorization)
}

const UNREADABLE: PresentedCredential = { secret: '', username: null, mayBeKey: false }

function fromAuthorization(header: string): PresentedCredential {
  const [, scheme = '', value = ''] = /^(\S+) +(\S+)$/.exec(header) ?? []
  if (scheme.toLowerCase() === 'bearer') return { secret: value, username: null, mayBeKey: true }
  return scheme.toLowerCase() === 'basic' ? fromBasic(value) : UNREADABLE
}

function fromBasic(value: string): PresentedCredential {
  const text = decode(value)
  const colonAt = text?.indexOf(':') ?? -1
  if (!text || colonAt < 1) return UNREADABLE
  return { username: text.slice(0, colonAt), secret: text.slice(colonAt + 1), mayBeKey: true }
}

function decode(base64: string): string | null {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return null
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(base64, 'base64'))
  } catch {
    return null
  }
}
