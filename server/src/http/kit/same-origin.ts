import type { FastifyRequest } from 'fastify'
import type { HttpContext } from './context.ts'

/**
 * Whether a browser sent the request from a page of ours.
 * `unknown`: a program, or a form on plain HTTP away from localhost, where browsers leave `Sec-Fetch-Site` out and
 * our `Referrer-Policy` makes them write `Origin: null`.
 */
export type Provenance = 'same' | 'other' | 'unknown'

export function provenanceOf(
  context: Pick<HttpContext, 'publicUrl'>,
  request: Pick<FastifyRequest, 'headers'>,
): Provenance {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin' ? 'same' : 'other'
  const { origin, host } = request.headers
  if (origin === undefined || origin === 'null') return 'unknown'
  if (origin === context.publicUrl) return 'same'
  return host !== undefined && hostOf(origin) === host.toLowerCase() ? 'same' : 'other'
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null
}
