import { newIdempotencyKey, type RevealedKeyPair } from '@keyward/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { announce } from '../../lib/announce.ts'
import { api } from '../../lib/api.ts'
import { t } from '../../lib/messages/index.ts'
import { useStepUp } from '../../lib/stepUp.ts'
import { useAct } from '../../lib/useAct.ts'
import { pairsQuery, withoutSecret } from './queries.ts'

/** Puts a pair into the list of those that are known, in the place of the one of its name. */
export function useRememberPair() {
  const queries = useQueryClient()
  return (revealed: RevealedKeyPair) => {
    const pair = withoutSecret(revealed)
    queries.setQueryData(pairsQuery.queryKey, (pairs = []) => [
      pair,
      ...pairs.filter(({ name }) => name !== pair.name),
    ])
    void queries.invalidateQueries({ queryKey: ['pairReconnect'] })
  }
}

/** The first pair. One page is one request, however often the button is pressed. */
export function useGenerate(onDone: () => void) {
  const stepUp = useStepUp()
  const remember = useRememberPair()
  const idempotencyKey = useRef(newIdempotencyKey())
  return useAct(async () => {
    const perform = () => api.keyPairs.generate({}, idempotencyKey.current)
    remember(await stepUp('stepUp.pairGenerate', perform))
    announce(t('pair.generated'))
    onDone()
  })
}
