import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { splitUrl } from '../kit/paths.ts'
import { RequestError } from '../kit/request-error.ts'
import { narrowed } from './filters.ts'

/** Rows in one answer, unless fewer are asked for. */
const MAX_PAGE_ROWS = 1_000

const Query = z.object({
  limit: z.coerce.number().int().min(1).default(MAX_PAGE_ROWS),
  marker: z.string().optional(),
})

export interface Page {
  readonly limit: number
  /** What the page before ended with; null for the first. */
  readonly marker: string | null
}

interface Identified {
  readonly id: string
}

/** What `limit` and `marker` ask for; as in Keystone a limit that is too large is cut. @throws RequestError */
export function readPage({ query }: Pick<FastifyRequest, 'query'>): Page {
  const parsed = Query.safeParse(query)
  if (!parsed.success) throw new RequestError('bad_request', 'limit is a number, marker the last id seen.')
  const { limit, marker = null } = parsed.data
  return { limit: Math.min(limit, MAX_PAGE_ROWS), marker }
}

/**
 * A list as Keystone sends it: the rows that the address asks for, under their name, and where the next page is.
 * @param all every row there is
 * @throws RequestError: 400 for what is no page, 404 for an unknown marker
 */
export function listToWire<Row extends Identified>(
  publicUrl: string,
  request: FastifyRequest,
  name: string,
  all: readonly Row[],
) {
  const { limit, marker } = readPage(request)
  const rows = narrowed(all, request.query)
  const markerAt = marker === null ? -1 : rows.findIndex(({ id }) => id === marker)
  if (marker !== null && markerAt < 0) throw markerNotFound()
  const page = rows.slice(markerAt + 1, markerAt + 1 + limit)
  const isLast = markerAt + 1 + limit >= rows.length
  return pageToWire(publicUrl, request, name, page, isLast ? null : (page.at(-1)?.id ?? null))
}

/** One page that was cut already. @param next the marker that the next one begins behind */
export function pageToWire(
  publicUrl: string,
  request: FastifyRequest,
  name: string,
  rows: readonly object[],
  next: string | null,
) {
  const links = {
    self: publicUrl + request.url,
    previous: null,
    next: next === null ? null : publicUrl + addressBehind(request, next),
  }
  return { [name]: rows, links, ...(next !== null && { truncated: true }) }
}

/** As many as a page has, and whether there are more. */
export async function takePage<Row>(
  rows: AsyncIterable<Row>,
  limit: number,
): Promise<{ readonly page: readonly Row[]; readonly more: boolean }> {
  const page: Row[] = []
  for await (const row of rows) {
    if (page.length === limit) return { page, more: true }
    page.push(row)
  }
  return { page, more: false }
}

export function markerNotFound(): RequestError {
  return new RequestError('not_found', 'Marker not found.')
}

/** The address of the request for the page behind a marker, its other parameters kept. */
function addressBehind({ url }: FastifyRequest, marker: string): string {
  const { path, query } = splitUrl(url)
  const params = new URLSearchParams(query)
  params.set('marker', marker)
  return `${path}?${params}`
}
