import type { ApiKey, RevealedKey } from '@keyward/sdk'
import { queryOptions } from '@tanstack/react-query'
import { api } from './api.ts'

/** A user's key without its value; null when there is none yet. */
export const keyQueryOf = (whose: string) =>
  queryOptions({ queryKey: ['key', whose], queryFn: () => api.keys.get(whose) })

/** The own one. */
export const keyQuery = keyQueryOf('me')

/** What may be kept of an answer that carries the value: everything else. */
export function withoutValue({ apiKey: _value, username: _username, ...key }: RevealedKey): ApiKey {
  return key
}
