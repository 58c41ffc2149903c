import type { PairLimits } from '../../domain/key-pairs/key-pair.ts'
import type { KeyPairRow } from '../tables/credentials.ts'

type Columns = Pick<KeyPairRow, 'reads_per_minute' | 'writes_per_minute' | 'domain_writes_per_minute'>

export function limitsOf(row: Columns): PairLimits {
  return {
    ...(row.reads_per_minute !== null && { read: row.reads_per_minute }),
    ...(row.writes_per_minute !== null && { write: row.writes_per_minute }),
    ...(row.domain_writes_per_minute !== null && { domainWrite: row.domain_writes_per_minute }),
  }
}

export function limitColumns({ read = null, write = null, domainWrite = null }: NullableLimits): Columns {
  return { reads_per_minute: read, writes_per_minute: write, domain_writes_per_minute: domainWrite }
}

type NullableLimits = { readonly [kind in keyof PairLimits]?: number | null }
