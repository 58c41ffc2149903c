import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { type Keyward, openKeyward } from '../../server/src/app.ts'
import { addAccount } from '../../server/src/domain/accounts/create-account.ts'
import { DomainError } from '../../server/src/domain/errors.ts'
import { resetKey } from '../../server/src/domain/keys/reset-key.ts'
import { revealKey } from '../../server/src/domain/keys/reveal-key.ts'
import { authenticateKey } from '../../server/src/domain/login/verify-key.ts'
import type { Store } from '../../server/src/domain/store.ts'
import { Secret } from '../../server/src/lib/secret.ts'
import { makeUser, OPERATOR, visitFrom } from '../support/deps.ts'
import { giveBack } from '../support/migrated.ts'
import type { TestEngine } from '../support/stores.ts'
import { TestClock } from '../support/test-clock.ts'

const { origin } = visitFrom()

/** One database and master key, and the servers that were opened on them. */
export class Installation {
  readonly clock = new TestClock()
  readonly #url: string
  readonly #folder: string
  readonly #servers: Keyward[] = []

  constructor(url: string, folder: string) {
    this.#url = url
    this.#folder = folder
  }

  static async on(
    engine: Pick<TestEngine, 'migratedUrl'>,
    t: Pick<TestContext, 'after'>,
  ): Promise<Installation> {
    const folder = mkdtempSync(join(tmpdir(), 'keyward-installation-'))
    const url = await engine.migratedUrl()
    const installation = new Installation(url, folder)
    t.after(async () => {
      await installation.closeAll()
      await giveBack(url)
      rmSync(folder, { recursive: true, force: true })
    })
    return installation
  }

  get masterKeyFile(): string {
    return join(this.#folder, 'master.key')
  }

  /** On PostgreSQL there may be several at once. */
  async server(): Promise<Keyward> {
    const sqlitePath = this.#url.startsWith('sqlite:') ? this.#url.slice('sqlite:'.length) : null
    const database =
      sqlitePath === null
        ? ({ engine: 'postgres', url: new Secret(this.#url) } as const)
        : ({ engine: 'sqlite', path: sqlitePath } as const)
    const masterKey = { kind: 'file', path: this.masterKeyFile } as const
    const server = await openKeyward({ database, masterKey, showOnce: false }, { clock: this.clock })
    this.#servers.push(server)
    return server
  }

  /** Stops every server and starts one. */
  async restart(): Promise<Keyward> {
    await this.closeAll()
    return this.server()
  }

  async closeAll(): Promise<void> {
    for (const server of this.#servers.splice(0)) await server.close()
  }
}

/** A user with what the user has as the key now. */
export interface Holder {
  readonly userId: string
  readonly accountId: string
  apiKey: string
}

export async function newAccount({ deps }: Keyward, name: string): Promise<string> {
  return (await addAccount(deps, OPERATOR, { name })).id
}

export async function newHolder({ deps }: Keyward, accountId: string, name: string): Promise<Holder> {
  const { user, apiKey } = await makeUser(deps, accountId, name)
  return { userId: user.id, accountId, apiKey }
}

/** As a key of which no sealed copy is kept. */
export async function forgetCopy({ deps }: Keyward, { userId }: Holder): Promise<void> {
  const key = await deps.store.keys.current(userId)
  if (!key) throw new Error('no key')
  await deps.store.keys.replaceSecret(key.id, { digest: key.digest, sealed: null })
}

export async function reset({ deps }: Keyward, holder: Holder, overlapSeconds = 0): Promise<string> {
  const old = holder.apiKey
  holder.apiKey = (await resetKey(deps, OPERATOR, holder.userId, { overlapSeconds })).secret
  return old
}

export async function shown({ deps }: Keyward, holder: Holder): Promise<string> {
  return (await revealKey(deps, OPERATOR, holder.userId)).secret
}

/** Whether the server takes the key. */
export async function works({ deps }: Keyward, secret: string): Promise<boolean> {
  try {
    await authenticateKey(deps, { secret, username: null }, origin)
    return true
  } catch (error) {
    // A key of a look-up key that is gone is unknown here, so that many of them are throttled in the end.
    if (error instanceof DomainError && ['credential.wrong', 'throttled'].includes(error.code)) return false
    throw error
  }
}

export const noProgress = async (): Promise<void> => {}

export function rotateDataKeys(server: Keyward) {
  return server.dataKeys.rotate(OPERATOR, noProgress)
}

/** The ids of the data keys, without token and audit key. */
export async function dataKeyIds({ deps }: Keyward): Promise<readonly string[]> {
  const rows = await deps.store.ring.list()
  return rows
    .map(({ id }) => id)
    .filter((id) => /^(lookup|account)-/.test(id))
    .sort()
}

/** From now on so many transactions succeed, and then each fails before it begins. */
export function breaking(store: Store, survives: number): { mend(): void } {
  const { transaction } = store
  let left = survives
  Object.assign(store, {
    transaction: (work: Parameters<Store['transaction']>[0]) => {
      if (left-- > 0) return transaction.call(store, work)
      throw new Error('cut short')
    },
  })
  return { mend: () => Object.assign(store, { transaction }) }
}
