/** On every answer. Tokens are in headers and bodies: nobody keeps them. */
export const ANSWER_HEADERS = { Vary: 'X-Auth-Token', 'Cache-Control': 'no-store' } as const
