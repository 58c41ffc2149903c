import type { Refusals } from './describe-api.ts'

/** What the descriptions of the identity dialects share. */

export const TOKEN_LIFE = 'the token lives 24 hours, and dies with the key.'

/** Statuses of refusals and when they come. */
export const FAULT_MEANINGS: Readonly<Record<number, string>> = {
  400: 'Something in the request is not as it must be',
  401: 'No valid credential',
  403: 'The user may not do this, or is disabled',
  404: 'There is nothing of this name within reach',
  406: 'Answers are JSON only',
  409: 'There is one of this name already',
  413: 'Too many failed attempts, or too much in one request',
  415: 'The body is of a type that is not read here',
  429: 'Too many failed attempts; Retry-After says how long to wait',
  500: 'The server could not do this',
  503: 'Not now; Retry-After says how long to wait',
}

const FAULT_NAMES: Readonly<Record<number, string>> = {
  400: 'badRequest',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'itemNotFound',
  406: 'notAcceptable',
  409: 'tenantConflict',
  413: 'overLimit',
  415: 'badMediaType',
  500: 'identityFault',
  503: 'serviceUnavailable',
}

/** Refusals of v1.1 and v2.0: `{"unauthorized":{"code":401,"message":…}}`. */
export function jsonFaults(): Refusals {
  return {
    type: 'application/json',
    meanings: FAULT_MEANINGS,
    example: (status) => ({
      [FAULT_NAMES[status] ?? 'identityFault']: { code: status, message: FAULT_MEANINGS[status] ?? '' },
    }),
    always: [400, 500, 503],
    signedIn: [401, 403],
    named: [404],
  }
}

/** The scheme of the dialects that take a token. */
export const TOKEN_SCHEME = {
  type: 'apiKey',
  in: 'header',
  name: 'X-Auth-Token',
  description: 'A token from a login of any dialect',
} as const
