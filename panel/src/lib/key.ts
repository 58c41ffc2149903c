import type { ApiKey, RevealedKey } from '@keyward/sdk'
import { queryOptions } from '@tanstack/react-query'
import { api } from './api.ts'

/** The user's key without its value; null when there is none yet. */
export const keyQuery = queryOptions({ queryKey: ['key'], queryFn: () => api.keys.get() })

/** What may be kept of an answer that carries the value: everything else. */
export function withoutValue({ apiKey: _value, username: _username, ...key }: RevealedKey): ApiKey {
  return key
}
