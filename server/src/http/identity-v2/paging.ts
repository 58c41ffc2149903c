import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { PageInSight } from '../../domain/users/page-in-sight.ts'
import { splitUrl } from '../kit/paths.ts'
import { RequestError } from '../kit/request-error.ts'

/** Rows in one answer at most, and unless asked otherwise. */
const MAX_PAGE_ROWS = 1_000

const Query = z.object({
  limit: z.coerce.number().int().min(1).default(MAX_PAGE_ROWS),
  marker: z.string().optional(),
})

interface Identified {
  readonly id: string
}

export interface PageAsked {
  readonly limit: number
  /** The last id seen; null for the first page. */
  readonly marker: string | null
}

/**
 * Cuts the page that `limit` and `marker` (the last id seen) ask for. Where there is more, `Link` points to the other
 * pages.
 * @param publicUrl what stands before the path of the request
 * @throws RequestError: 400 for what is no page, 404 for an unknown marker, 413 for too large a limit
 */
export function pageOf<Row extends Identified>(
  rows: readonly Row[],
  request: FastifyRequest,
  reply: FastifyReply,
  publicUrl: string,
): readonly Row[] {
  const asked = pageAsked(request.query)
  return linked(cut(rows, asked), asked, request, reply, publicUrl)
}

/** The rows of a page that was cut already; where there is more, `Link` points to the other pages. @throws RequestError */
export function linked<Row>(
  page: PageInSight<Row> | null,
  { limit }: PageAsked,
  request: FastifyRequest,
  reply: FastifyReply,
  publicUrl: string,
): readonly Row[] {
  if (page === null) throw new RequestError('not_found', 'Marker not found.')
  const { rows, total, next, last, prev } = page
  if (rows.length < total) {
    const others = Object.entries({ next, last, first: null, prev })
    const links = others.flatMap(([rel, marker]) =>
      marker === undefined ? [] : `<${publicUrl}${addressOf(request, limit, marker)}>; rel="${rel}"`,
    )
    reply.header('Link', links.join(', '))
  }
  return rows
}

/** What `limit` and `marker` ask for. @throws RequestError: 400 for what is no page, 413 for too large a limit */
export function pageAsked(query: unknown): PageAsked {
  const parsed = Query.safeParse(query)
  if (!parsed.success) throw new RequestError('bad_request', 'limit is a number, marker the last id seen.')
  const { limit, marker = null } = parsed.data
  if (limit > MAX_PAGE_ROWS) throw new RequestError('too_large', `limit is ${MAX_PAGE_ROWS} at most.`)
  return { limit, marker }
}

/** Null for a marker that is no row. */
function cut<Row extends Identified>(
  all: readonly Row[],
  { limit, marker }: PageAsked,
): PageInSight<Row> | null {
  const markerAt = marker === null ? -1 : all.findIndex(({ id }) => id === marker)
  if (marker !== null && markerAt < 0) return null
  const start = markerAt + 1
  const next = start + limit
  const before = (at: number) => all[at - 1]?.id ?? null
  return {
    rows: all.slice(start, next),
    next: next < all.length ? all[next - 1]?.id : undefined,
    last: before(all.length - (all.length % limit || limit)),
    prev: start > 0 ? before(start - limit) : undefined,
    total: all.length,
  }
}

/** The address of the request for another page, its other parameters kept. */
function addressOf({ url }: FastifyRequest, limit: number, marker: string | null): string {
  const { path, query } = splitUrl(url)
  const params = new URLSearchParams(query)
  params.set('limit', String(limit))
  params.delete('marker')
  if (marker !== null) params.set('marker', marker)
  return `${path}?${params}`
}
