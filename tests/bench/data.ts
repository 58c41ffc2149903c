import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Keyward, openKeyward } from '../../server/src/app.ts'
import { loadConfig } from '../../server/src/config/load.ts'
import { createAccount } from '../../server/src/domain/accounts/create-account.ts'
import type { SystemActor } from '../../server/src/domain/actor.ts'
import { addEndpoint } from '../../server/src/domain/catalog/add-endpoint.ts'
import { createOwnerOnce } from '../../server/src/domain/users/create-owner.ts'
import { createUser } from '../../server/src/domain/users/create-user.ts'

const BENCH: SystemActor = { kind: 'system', name: 'bench' }

export interface BenchCredential {
  readonly username: string
  readonly apiKey: string
}

export interface BenchData {
  readonly dataDir: string
  readonly credentials: readonly BenchCredential[]
}

/** A data folder with this many users, a key each, and a small catalog. */
export async function makeData(users: number): Promise<BenchData> {
  const dataDir = mkdtempSync(join(tmpdir(), 'keyward-bench-'))
  const keyward = await openKeyward(loadConfig({ KEYWARD_DATA_DIR: dataDir }))
  try {
    await createOwnerOnce(keyward.deps, { name: 'operator', password: 'nobody signs in to a benchmark' })
    await addCatalog(keyward)
    const credentials = await addUsers(keyward, users)
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

async function addUsers({ deps }: Keyward, users: number): Promise<readonly BenchCredential[]> {
  const credentials: BenchCredential[] = []
  await deps.store.transaction(async (tx) => {
    const { id: accountId } = await createAccount(deps, tx, BENCH, { name: 'bench' })
    for (let at = 0; at < users; at++) {
      const username = `user-${at}`
      const roles = ['identity:default']
      const { apiKey } = await createUser(deps, tx, BENCH, { accountId, name: username, roles })
      credentials.push({ username, apiKey })
    }
  })
  return credentials
}
