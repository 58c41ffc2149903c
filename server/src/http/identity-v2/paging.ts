import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { DomainError } from '../../domain/errors.ts'
import { RequestError } from '../kit/request-error.ts'

/** Rows in one answer at most, and unless asked otherwise. */
const MAX_PAGE_ROWS = 1_000

const Query = z.object({
  limit: z.coerce.number().int().min(1).default(MAX_PAGE_ROWS),
  marker: z.string().optional(),
})

/**
 * Cuts the page that `limit` and `marker` (the last id seen) ask for, and points to the next one in `Link`.
 * @throws RequestError; DomainError `user.not_found` for an unknown marker
 */
export function pageOf<Row extends { readonly id: string }>(
  rows: readonly Row[],
  query: unknown,
  reply: FastifyReply,
  url: string,
): readonly Row[] {
  const parsed = Query.safeParse(query)
  if (!parsed.success) throw new RequestError('bad_request', 'limit is a number, marker the last id seen.')
  const { limit, marker } = parsed.data
  if (limit > MAX_PAGE_ROWS) throw new RequestError('too_large', `limit is ${MAX_PAGE_ROWS} at most.`)
  const markerAt = marker === undefined ? -1 : rows.findIndex(({ id }) => id === marker)
  if (marker !== undefined && markerAt < 0) throw new DomainError('user.not_found')
  const page = rows.slice(markerAt + 1, markerAt + 1 + limit)
  const last = page.at(-1)
  if (last && last !== rows.at(-1)) {
    reply.header('Link', `<${url}?limit=${limit}&marker=${last.id}>; rel="next"`)
  }
  return page
}
