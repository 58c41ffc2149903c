import { RequestError } from '../kit/request-error.ts'

/** A parameter of the query. @throws RequestError for one given twice */
export function textOf(value: unknown): string | undefined {
  if (value === undefined || typeof value === 'string') return value
  throw new RequestError('bad_request', 'A parameter is given twice.')
}
