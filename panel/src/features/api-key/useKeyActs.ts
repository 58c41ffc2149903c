import type { RevealedKey } from '@keyward/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import { isCode } from '../../lib/errors.ts'
import { keyQueryOf, withoutValue } from '../../lib/key.ts'
import type { PlainKey } from '../../lib/messages/index.ts'
import { useStepUp } from '../../lib/stepUp.ts'
import { useKeySubject } from './subject.ts'

/** Requests that answer with the value. They leave only what is no secret in the cache. */
export function useKeyActs() {
  const stepUp = useStepUp()
  const queries = useQueryClient()
  const { whose } = useKeySubject()
  const keyQuery = keyQueryOf(whose)
  const remember = (key: RevealedKey) => queries.setQueryData(keyQuery.queryKey, withoutValue(key))
  /** The key, or its account, was changed elsewhere: the row then says so. */
  const lookAgain = (error: unknown): never => {
    if (isCode(error, 'key_shown_once')) void queries.invalidateQueries(keyQuery)
    throw error
  }
  return {
    reveal: async (act: PlainKey): Promise<string> => {
      const key = await stepUp(act, () => api.keys.reveal(whose)).catch(lookAgain)
      remember(key)
      return key.apiKey
    },
    create: async (): Promise<RevealedKey> => {
      const key = await stepUp('stepUp.create', () => api.keys.create(whose))
      remember(key)
      return key
    },
    remember,
  }
}
