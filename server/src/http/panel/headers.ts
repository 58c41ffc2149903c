import type { FastifyReply } from 'fastify'
import type { HttpContext } from '../kit/context.ts'
import { isSecure } from '../kit/cookies.ts'

export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ')

/** The panel copies keys to the clipboard and needs nothing else of the machine. */
const PERMISSIONS_POLICY = [
  'accelerometer=()',
  'camera=()',
  'display-capture=()',
  'geolocation=()',
  'gyroscope=()',
  'magnetometer=()',
  'microphone=()',
  'midi=()',
  'payment=()',
  'usb=()',
  'clipboard-read=()',
  'clipboard-write=(self)',
].join(', ')

const YEAR_SECONDS = 31_536_000

/** What every page carries. Pages are for people: search engines have no business here. */
export function setPageHeaders(context: HttpContext, reply: FastifyReply): void {
  reply.headers({
    'Content-Security-Policy': CONTENT_SECURITY_POLICY,
    'X-Content-Type-Options': 'nosniff',
    'X-Robots-Tag': 'noindex',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Permissions-Policy': PERMISSIONS_POLICY,
  })
  if (isSecure(context)) reply.header('Strict-Transport-Security', `max-age=${YEAR_SECONDS}`)
}
