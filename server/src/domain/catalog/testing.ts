import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import {
  auditOf,
  keyActor,
  makeOwner,
  makeUser,
  OPERATOR,
  openTestDeps,
  type TestDeps,
} from '../../../../tests/support/deps.ts'
import type { UserActor } from '../actor.ts'
import type { AuditEntry } from '../audit/entry.ts'
import type { Deps } from '../deps.ts'
import { IDENTITY_ADMIN, SERVICE, USER_ADMIN } from '../roles/roles.ts'
import { addEndpoint, type NewEndpoint } from './add-endpoint.ts'
import { catalogRegions } from './catalog-regions.ts'
import { catalogServices } from './catalog-services.ts'
import type { Endpoint } from './endpoint.ts'

export const FILES: NewEndpoint = {
  name: 'cloudFiles',
  type: 'object-store',
  region: 'dfw',
  publicUrl: 'https://storage.example/v1/%(tenant_id)s',
  internalUrl: null,
}

/** The catalog on a database of its own, for the tests of one file. */
export interface CatalogTest {
  readonly deps: Deps
  /** Operates the installation. */
  readonly operator: UserActor
  /** Everybody who must not change the catalog. */
  readonly others: readonly UserActor[]
  /** An endpoint like `FILES`. */
  add(change?: Partial<Endpoint>): Promise<Endpoint>
  /** All there is of services, regions and endpoints. */
  state(): Promise<unknown>
  /** What the act wrote into the log of the installation. */
  entries(act: () => Promise<unknown>): Promise<readonly AuditEntry[]>
  /** Fails unless everybody but operators is refused, with nothing changed and nothing written. */
  forbidden(act: (actor: UserActor) => Promise<unknown>): Promise<void>
}

/** To be called at the top of a test file. */
export function useCatalog(): CatalogTest {
  let test: TestDeps
  let operator: UserActor
  let others: readonly UserActor[]
  before(async () => {
    test = await openTestDeps()
    const owner = await makeOwner(test.deps)
    operator = keyActor(owner.user)
    const roles = [[IDENTITY_ADMIN], [USER_ADMIN], [SERVICE], []]
    others = await Promise.all(
      roles.map(async (each, at) => {
        const made = await makeUser(test.deps, owner.account.id, `other${at}`, { roles: each })
        return keyActor(made.user)
      }),
    )
  })
  after(() => test.close())
  const state = async () => ({
    services: await catalogServices(test.deps.store),
    regions: await catalogRegions(test.deps.store),
    places: await test.deps.store.endpoints.places(),
  })
  const entries = async (act: () => Promise<unknown>) => {
    const known = (await auditOf(test.deps, 'system')).length
    await act()
    return (await auditOf(test.deps, 'system')).slice(known)
  }
  return {
    get deps() {
      return test.deps
    },
    get operator() {
      return operator
    },
    get others() {
      return others
    },
    add: (change = {}) => addEndpoint(test.deps, OPERATOR, { ...FILES, ...change }),
    state,
    entries,
    forbidden: async (act) => {
      const before = await state()
      const written = await entries(async () => {
        for (const other of others) await assert.rejects(act(other), { code: 'actor.forbidden' })
      })
      assert.deepEqual(written, [])
      assert.deepEqual(await state(), before)
    },
  }
}
