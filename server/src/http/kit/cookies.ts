import type { FastifyReply, FastifyRequest } from 'fastify'
import type { HttpContext } from './context.ts'

/** The cookies that this server sets. Each holds 32 random bytes and nothing else. */
export type CookieName = 'session' | 'form' | 'ticket' | 'login' | 'mailbox'

const SUFFIX: Readonly<Record<CookieName, string>> = {
  session: '',
  form: '-form',
  ticket: '-ticket',
  login: '-login',
  mailbox: '-mailbox',
}

/** Behind https the prefix makes browsers refuse a cookie that a neighbour domain or plain HTTP planted. */
export function cookieName(context: Pick<HttpContext, 'publicUrl'>, name: CookieName): string {
  return `${isSecure(context) ? '__Host-' : ''}kw${SUFFIX[name]}`
}

/** The cookie's value. Null when there is none, and when there are two: which one is ours cannot be told. */
export function readCookie(
  context: Pick<HttpContext, 'publicUrl'>,
  request: Pick<FastifyRequest, 'headers'>,
  name: CookieName,
): string | null {
  const start = `${cookieName(context, name)}=`
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim())
  const values = pairs.filter((pair) => pair.startsWith(start)).map((pair) => pair.slice(start.length))
  return values.length === 1 ? (values[0] ?? null) : null
}

/** A `Set-Cookie` value. Without a value the cookie is taken away. */
export function cookieLine(
  context: Pick<HttpContext, 'publicUrl'>,
  name: CookieName,
  value: string | null,
): string {
  const secure = isSecure(context) ? '; Secure' : ''
  const end = value === null ? '; Max-Age=0' : ''
  return `${cookieName(context, name)}=${value ?? ''}; Path=/; HttpOnly; SameSite=Lax${secure}${end}`
}

export function setCookie(
  context: Pick<HttpContext, 'publicUrl'>,
  reply: FastifyReply,
  name: CookieName,
  value: string | null,
): void {
  // Fastify gathers the lines of several `Set-Cookie` headers.
  reply.header('Set-Cookie', cookieLine(context, name, value))
}

export function isSecure({ publicUrl }: Pick<HttpContext, 'publicUrl'>): boolean {
  return publicUrl.startsWith('https:')
}
