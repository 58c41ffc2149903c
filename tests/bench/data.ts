import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Keyward, openKeyward } from '../../server/src/app.ts'
import { loadConfig } from '../../server/src/config/load.ts'
import { createAccount } from '../../server/src/domain/accounts/create-account.ts'
import { type SystemActor, userActor } from '../../server/src/domain/actor.ts'
import { createApplicationCredential } from '../../server/src/domain/application-credentials/create-credential.ts'
import { addEndpoint } from '../../server/src/domain/catalog/add-endpoint.ts'
import { createOwnerOnce } from '../../server/src/domain/users/create-owner.ts'
import { createUser } from '../../server/src/domain/users/create-user.ts'
import type { User } from '../../server/src/domain/users/user.ts'
import { addMailboxes, type BenchMailboxes } from './hosted-mail.ts'

const BENCH: SystemActor = { kind: 'system', name: 'bench' }
const BY_KEY = { kind: 'credential', of: 'key', credentialId: 'bench' } as const
const VISIT = {
  origin: { dialect: 'native', address: '127.0.0.1', userAgent: 'bench' },
  requestId: 'bench',
} as const

export interface BenchCredential {
  readonly username: string
  readonly apiKey: string
  readonly applicationCredential: { readonly id: string; readonly secret: string }
}

export interface BenchData {
  readonly mailboxes: BenchMailboxes
  readonly dataDir: string
  /** Sees all accounts. */
  readonly operator: Pick<BenchCredential, 'username' | 'apiKey'>
  readonly credentials: readonly BenchCredential[]
}

export const CATALOG = [
  { name: 'cloudFiles', type: 'object-store', region: 'DFW' },
  { name: 'cloudFiles', type: 'object-store', region: 'ORD' },
  { name: 'cloudServersOpenStack', type: 'compute', region: 'DFW' },
].map((service) => ({
  ...service,
  publicUrl: `https://${service.region.toLowerCase()}.example.com/v1/%(tenant_id)s`,
}))

/**
 * A data folder with this many users, a key each, and a small catalog.
 * @param settings more of them, where the database is elsewhere
 */
export async function makeData(
  users: number,
  settings: Readonly<Record<string, string>> = {},
): Promise<BenchData> {
  const dataDir = mkdtempSync(join(tmpdir(), 'keyward-bench-'))
  const keyward = await openKeyward(loadConfig({ KEYWARD_DATA_DIR: dataDir, ...settings }))
  try {
    const password = 'nobody signs in to a benchmark'
    const owner = await createOwnerOnce(keyward.deps, { name: 'operator', password })
    await addCatalog(keyward)
    const credentials = await addUsers(keyward, users)
    const mailboxes = await addMailboxes(keyward, users)
    return {
      dataDir,
      operator: { username: 'operator', apiKey: owner?.apiKey ?? '' },
      credentials,
      mailboxes,
    }
  } finally {
    await keyward.close()
  }
}

async function addCatalog({ deps }: Keyward): Promise<void> {
  for (const endpoint of CATALOG) await addEndpoint(deps, BENCH, { ...endpoint, internalUrl: null })
}

async function addUsers(keyward: Keyward, users: number): Promise<readonly BenchCredential[]> {
  const { deps } = keyward
  const made = await deps.store.transaction(async (tx) => {
    const { id: accountId } = await createAccount(deps, tx, BENCH, { name: 'bench' })
    const names = Array.from({ length: users }, (_, at) => `user-${at}`)
    const roles = ['identity:default']
    return Promise.all(names.map((name) => createUser(deps, tx, BENCH, { accountId, name, roles })))
  })
  const credentials: BenchCredential[] = []
  for (const { user, apiKey } of made) {
    const applicationCredential = await addApplicationCredential(keyward, user)
    credentials.push({ username: user.name, apiKey, applicationCredential })
  }
  return credentials
}

async function addApplicationCredential({ deps }: Keyward, user: User) {
  const actor = userActor(user, BY_KEY, VISIT)
  const { credential, secret } = await createApplicationCredential(deps, actor, user.id, {
    ...{ name: 'bench', description: null, secret: null, roles: null },
    ...{ unrestricted: false, accessRules: null, expiresAtMs: null },
  })
  return { id: credential.id, secret }
}
