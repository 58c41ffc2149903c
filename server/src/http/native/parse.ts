import type { z } from 'zod'
import { RequestError } from '../kit/request-error.ts'
import { firstIssue, sentenceFor } from './issue-text.ts'

/** @throws RequestError `not_found`: a malformed id names nothing */
export function parseParams<T>(schema: z.ZodType<T>, params: unknown): T {
  const parsed = schema.safeParse(params)
  if (!parsed.success) throw new RequestError('not_found', 'There is nothing at this address.')
  return parsed.data
}

/** @throws RequestError `bad_request` with the field */
export function parseQuery<T>(schema: z.ZodType<T>, query: unknown): T {
  return parsed(schema, query, 'query')
}

/** @throws RequestError `bad_request` with the field */
export function parseBody<T>(schema: z.ZodType<T>, body: unknown): T {
  return parsed(schema, body, 'body')
}

function parsed<T>(schema: z.ZodType<T>, value: unknown, part: 'query' | 'body'): T {
  const result = schema.safeParse(value, { reportInput: true })
  if (result.success) return result.data
  const issue = firstIssue(result.error.issues)
  throw new RequestError('bad_request', sentenceFor(issue, part), issue?.path.join('.') || undefined)
}
