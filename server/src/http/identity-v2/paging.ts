import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
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
  const { limit, marker } = pageQuery(request.query)
  const markerAt = marker === undefined ? -1 : rows.findIndex(({ id }) => id === marker)
  if (marker !== undefined && markerAt < 0) throw new RequestError('not_found', 'Marker not found.')
  const start = markerAt + 1
  const page = rows.slice(start, start + limit)
  if (page.length < rows.length) {
    const link = ([rel, at]: readonly [string, number]) =>
      `<${publicUrl}${addressOf(request, limit, rows[at - 1]?.id)}>; rel="${rel}"`
    reply.header('Link', startsOf(rows.length, start, limit).map(link).join(', '))
  }
  return page
}

function pageQuery(query: unknown) {
  const parsed = Query.safeParse(query)
  if (!parsed.success) throw new RequestError('bad_request', 'limit is a number, marker the last id seen.')
  const { limit } = parsed.data
  if (limit > MAX_PAGE_ROWS) throw new RequestError('too_large', `limit is ${MAX_PAGE_ROWS} at most.`)
  return parsed.data
}

/** Where the pages around one begin. */
function startsOf(total: number, start: number, limit: number): readonly (readonly [string, number])[] {
  const next = start + limit
  const last = total - (total % limit || limit)
  return [
    ...(next < total ? [['next', next] as const] : []),
    ['last', last],
    ['first', 0],
    ...(start > 0 ? [['prev', Math.max(0, start - limit)] as const] : []),
  ]
}

/** The address of the request for another page, its other parameters kept. */
function addressOf({ url }: FastifyRequest, limit: number, marker: string | undefined): string {
  const [path = '', query] = url.split('?', 2)
  const params = new URLSearchParams(query)
  params.set('limit', String(limit))
  params.delete('marker')
  if (marker !== undefined) params.set('marker', marker)
  return `${path}?${params}`
}
