import type { Clock } from '../../domain/ports.ts'
import type { Migration } from '../migrate.ts'
import type { OpenedStore } from '../opened-store.ts'

export interface PostgresOptions {
  readonly clock: Clock
  readonly migrations: readonly Migration[]
}

export async function openPostgres(_url: string, _options: PostgresOptions): Promise<OpenedStore> {
  throw new Error('PostgreSQL comes with the next change')
}
