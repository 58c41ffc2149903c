import type { FastifyRequest } from 'fastify'
import { NativeError } from './errors.ts'

/** A credential as the request carried it. */
export interface Presented {
  readonly secret: string
  /** Only HTTP Basic names the user. */
  readonly username: string | null
  /** `X-Auth-Token` carries tokens only. */
  readonly mayBeKey: boolean
}

/**
 * The credential of a request; null without one. One that cannot be read is returned as an empty secret: it is
 * wrong, not absent.
 * @throws NativeError `two_credentials`
 */
export function presentedCredential(request: Pick<FastifyRequest, 'headers'>): Presented | null {
  const { authorization } = request.headers
  const token = request.headers['x-auth-token']
  if (authorization !== undefined && token !== undefined) throw new NativeError('two_credentials')
  if (typeof token === 'string') return { secret: token, username: null, mayBeKey: false }
  return authorization === undefined ? null : fromAuthorization(authorization)
}

const UNREADABLE: Presented = { secret: '', username: null, mayBeKey: false }

function fromAuthorization(header: string): Presented {
  const [, scheme = '', value = ''] = /^(\S+) +(\S+)$/.exec(header) ?? []
  if (scheme.toLowerCase() === 'bearer') return { secret: value, username: null, mayBeKey: true }
  return scheme.toLowerCase() === 'basic' ? fromBasic(value) : UNREADABLE
}

function fromBasic(value: string): Presented {
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
