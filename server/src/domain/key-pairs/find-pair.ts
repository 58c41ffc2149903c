import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { KnownPair, SealedPair } from './key-pair.ts'
import { placeOfPair } from './own-pair.ts'

/** The current state of the pair with this user key, from memory where that is safe. */
export async function findPair(deps: Deps, userKey: string): Promise<KnownPair | null> {
  return (
    deps.known.peekPair(userKey) ??
    (await deps.known.pair(userKey, async () => {
      const sealed = await deps.store.keyPairs.known(userKey)
      return sealed && opened(deps, sealed)
    }))
  )
}

async function opened(deps: Deps, { sealed, ...pair }: SealedPair): Promise<KnownPair> {
  const place = placeOfPair({ ...pair, id: pair.pairId })
  const open = () => ({ ...pair, secretKey: deps.vault.open(place, sealed) })
  try {
    return open()
  } catch (error) {
    // Another process may have sealed it under a data key that this one has not heard of.
    if (!(error instanceof DomainError) || !(await deps.vault.refresh(deps.store))) throw error
    return open()
  }
}
