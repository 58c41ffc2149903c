import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Keyward, openKeyward } from '../../server/src/app.ts'
import { loadConfig } from '../../server/src/config/load.ts'
import { createAccount } from '../../server/src/domain/accounts/create-account.ts'
import type { SystemActor } from '../../server/src/domain/actor.ts'
import { addEndpoint } from '../../server/src/domain/catalog/add-endpoint.ts'
import { createUser } from '../../server/src/domain/users/create-user.ts'

const BENCH: SystemActor = { kind: 'system', name: 'bench' }
const USERS_PER_TRANSACTION = 500

export interface BenchData {
  readonly dataDir: string
  /** Some of the users, with their keys. */
  readonly credentials: readonly { readonly username: string; readonly apiKey: string }[]
}

/** A data folder with this many users, a key each, and a small catalog. */
export async function makeData(users: number, sample: number): Promise<BenchData> {
  const dataDir = mkdtempSync(join(tmpdir(), 'keyward-bench-'))
  const keyward = await openKeyward(loadConfig({ KEYWARD_DATA_DIR: dataDir }))
  try {
    await addCatalog(keyward)
    const credentials = await addUsers(keyward, users, sample)
    return { dataDir, credentials }
  } finally {
    await keyward.close()
  }
}

async function addCatalog({ deps }: Keyward): Promise<void> {
  for (const [name, type, region] of [
    ['cloudFiles', 'object-store', 'DFW'],
    ['cloudFiles', 'object-store', 'ORD'],
    ['cloudServersOpenStack', 'compute', 'DFW'],
  ] as const) {
    const publicUrl = `https://${region.toLowerCase()}.example.com/v1/%(tenant_id)s`
    await addEndpoint(deps, BENCH, { name, type, region, publicUrl, internalUrl: null })
  }
}

async function addUsers({ deps }: Keyward, users: number, sample: number) {
  const credentials: { username: string; apiKey: string }[] = []
  const { store } = deps
  const account = await store.transaction((tx) => createAccount(deps, tx, BENCH, { name: 'bench' }))
  for (let first = 0; first < users; first += USERS_PER_TRANSACTION) {
    await store.transaction(async (tx) => {
      for (let at = first; at < Math.min(users, first + USERS_PER_TRANSACTION); at++) {
        const name = `user-${at}`
        const { apiKey } = await createUser(deps, tx, BENCH, {
          accountId: account.id,
          name,
          roles: ['identity:default'],
        })
        if (credentials.length < sample) credentials.push({ username: name, apiKey })
      }
    })
  }
  return credentials
}
