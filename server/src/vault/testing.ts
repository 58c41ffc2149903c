import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import type { Clock, Random } from '../domain/ports.ts'
import type { Stores, WrappedKey } from '../domain/store.ts'
import type { RingStores, VaultNeeds } from './first-start.ts'
import { type OpenedVault, openVault } from './open-vault.ts'

export const testRandom: Random = { bytes: (length) => randomBytes(length) }
const testClock: Clock = { now: () => Date.UTC(2026, 10, 22) }

/** A folder that goes away with the test. */
export async function temporaryFolder(context: TestContext): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'keyward-vault-'))
  context.after(() => rm(path, { recursive: true, force: true }))
  return path
}

/** Data keys in memory. What a failing transaction wrote is gone. */
export class MemoryRing implements RingStores {
  rows = new Map<string, WrappedKey>()
  facts = new Map<string, string>()
  readonly exclusive = true

  readonly ring: Stores['ring'] = {
    list: async () => [...this.rows.values()],
    insert: async (row) => {
      if (this.rows.has(row.id)) throw new Error(`duplicate ${row.id}`)
      this.rows.set(row.id, row)
    },
    replace: async (id, wrapped) => {
      const row = this.rows.get(id)
      if (row) this.rows.set(id, { ...row, wrapped })
    },
    delete: async (id) => {
      this.rows.delete(id)
    },
    countDigests: async () => 0,
  }

  readonly meta: Stores['meta'] = {
    get: async (name) => this.facts.get(name) ?? null,
    set: async (name, value) => {
      this.facts.set(name, value)
    },
  }

  async transaction<T>(work: (tx: Pick<Stores, 'ring' | 'meta'>) => Promise<T>): Promise<T> {
    const before = { rows: new Map(this.rows), facts: new Map(this.facts) }
    try {
      return await work(this)
    } catch (error) {
      Object.assign(this, before)
      throw error
    }
  }

  /** Everything in it, to compare with later. */
  snapshot(): string {
    return JSON.stringify([[...this.rows], [...this.facts]])
  }
}

export interface Bench extends VaultNeeds {
  readonly store: MemoryRing
  readonly path: string
}

/** An empty database and a folder for the master key. */
export async function newBench(context: TestContext): Promise<Bench> {
  const path = join(await temporaryFolder(context), 'master.key')
  return {
    store: new MemoryRing(),
    source: { kind: 'file', path },
    path,
    random: testRandom,
    clock: testClock,
  }
}

/** An open vault with data keys for these accounts. */
export async function openWithAccounts(bench: Bench, ...accountIds: string[]): Promise<OpenedVault> {
  const opened = await openVault(bench)
  for (const id of accountIds) await bench.store.transaction((tx) => opened.vault.addAccountKey(tx, id))
  return opened
}
