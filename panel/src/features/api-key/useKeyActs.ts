import type { RevealedKey } from '@keyward/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import { keyQuery, withoutValue } from '../../lib/key.ts'
import type { PlainKey } from '../../lib/messages/index.ts'
import { useStepUp } from '../../lib/stepUp.ts'

/** Requests that answer with the value. They leave only what is no secret in the cache. */
export function useKeyActs() {
  const stepUp = useStepUp()
  const queries = useQueryClient()
  const remember = (key: RevealedKey) => queries.setQueryData(keyQuery.queryKey, withoutValue(key))
  return {
    reveal: async (act: PlainKey): Promise<string> => {
      const key = await stepUp(act, () => api.keys.reveal())
      remember(key)
      return key.apiKey
    },
    create: async (): Promise<string> => {
      const key = await stepUp('stepUp.create', () => api.keys.create())
      remember(key)
      return key.apiKey
    },
    remember,
  }
}
