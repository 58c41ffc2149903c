import type { z } from 'zod'
import { RequestError } from '../kit/request-error.ts'

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

function parsed<T>(schema: z.ZodType<T>, value: unknown, part: string): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new RequestError('bad_request', sentenceFor(issue, part), issue?.path.join('.') || undefined)
}

/** Says what is wrong without repeating what was sent. */
function sentenceFor(issue: z.core.$ZodIssue | undefined, part: string): string {
  if (issue === undefined || issue.code === 'invalid_union') return `The ${part} is not as described.`
  if (issue.code === 'unrecognized_keys') return `The ${part} has a member that is not known here.`
  if (issue.path.length === 0) return `The ${part} must be a JSON object.`
  return `${issue.path.join('.')}: ${issue.message.replace(/^Invalid input: /, '')}.`
}
