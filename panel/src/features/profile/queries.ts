import type { KeyPair, RevealedKeyPair } from '@keyward/sdk'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'

export const pairsQuery = queryOptions({ queryKey: ['keyPairs'], queryFn: () => api.keyPairs.list() })

/** The one that is good for everything; the others have names. */
export const mainPair = (pairs: readonly KeyPair[] | undefined) =>
  pairs?.find(({ name }) => name === 'default')

/** Whom the end of a pair stops; without a name of the one that is good for everything. Asked anew by each dialog. */
export const usePairImpact = (name?: string) =>
  useQuery({
    queryKey: ['pairImpact', name],
    queryFn: () => api.keyPairs.impact(name),
    gcTime: 0,
    staleTime: 0,
    // It is handed to a dialog, which may be drawn after the answer has come.
    notifyOnChangeProps: 'all',
  })

/** What may be kept of an answer that carries the secret: everything else. */
export function withoutSecret({ secretKey: _secret, username: _name, ...pair }: RevealedKeyPair): KeyPair {
  return pair
}
