/** What can be wrong with a request before any rule of the domain is asked. */
export type RequestErrorCode =
  | 'bad_request'
  | 'not_found'
  | 'method_not_allowed'
  | 'not_acceptable'
  | 'too_large'
  | 'unsupported_media_type'
  | 'headers_too_large'

export const REQUEST_ERROR_STATUS = {
  bad_request: 400,
  not_found: 404,
  method_not_allowed: 405,
  not_acceptable: 406,
  too_large: 413,
  unsupported_media_type: 415,
  headers_too_large: 431,
} as const satisfies Record<RequestErrorCode, number>

/** A malformed request. `message` is a sentence for the caller and echoes nothing of what was sent. */
export class RequestError extends Error {
  readonly code: RequestErrorCode
  /** The member at fault. */
  readonly field: string | undefined

  constructor(code: RequestErrorCode, message: string, field?: string) {
    super(message)
    this.name = 'RequestError'
    this.code = code
    this.field = field
  }
}

interface FastifyFault {
  readonly code: string
  readonly statusCode: number
}

/** Translates the faults that Fastify finds by itself; null for anything else. */
export function requestErrorOf(error: unknown): RequestError | null {
  if (error instanceof RequestError) return error
  if (!isFastifyFault(error)) return null
  switch (error.statusCode) {
    case 413:
      return new RequestError('too_large', 'The request body is too large.')
    case 415:
      return new RequestError('unsupported_media_type', 'Send the body as application/json.')
    case 404:
      return new RequestError('not_found', 'There is nothing at this address.')
    default:
      return error.statusCode < 500 ? new RequestError('bad_request', 'The request could not be read.') : null
  }
}

function isFastifyFault(error: unknown): error is FastifyFault {
  return error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'
}
