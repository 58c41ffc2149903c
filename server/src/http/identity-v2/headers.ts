/** On every answer. Tokens and keys are in the bodies: nobody keeps them. */
export const ANSWER_HEADERS = {
  Vary: 'Accept, Accept-Encoding, X-Auth-Token',
  'Cache-Control': 'no-store',
} as const
