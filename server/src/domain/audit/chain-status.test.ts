import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  keyActor,
  makeOwner,
  makeUser,
  OPERATOR,
  openTestDeps,
  type TestDeps,
} from '../../../../tests/support/deps.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import type { UserActor } from '../actor.ts'
import { revealKey } from '../keys/reveal-key.ts'
import { chainStatus } from './chain-status.ts'
import type { AuditEntry } from './entry.ts'

let world: TestDeps
let owner: UserActor

before(async () => {
  world = await openTestDeps()
  owner = keyActor((await makeOwner(world.deps)).user)
  for (let shown = 0; shown < 5; shown++) await revealKey(world.deps, OPERATOR, owner.userId)
})
after(() => world.close())

/** The status when the log gives back its entries changed like this. */
function statusWith(change: (entries: readonly AuditEntry[]) => readonly AuditEntry[]) {
  const { audit } = world.deps.store
  const page: typeof audit.page = async (...asked) => change(await audit.page(...asked))
  return chainStatus({ store: { ...world.deps.store, audit: { ...audit, page } } }, owner, undefined)
}

describe('how a log stands', () => {
  test('is told with the number of its entries, all of which follow one another', async () => {
    const status = await chainStatus(world.deps, owner, undefined)
    assert.ok(status.entries > 5)
    assert.deepEqual(status, {
      ...{ chain: owner.accountId, entries: status.entries, checked: status.entries },
      ...{ problem: null, signed: null },
    })
  })

  test('an entry that was altered, taken out or added shows', async () => {
    const at = 2
    const problems = await Promise.all([
      statusWith((all) => all.map((one, index) => (index === at ? { ...one, action: 'key.delete' } : one))),
      statusWith((all) => all.toSpliced(at, 1)),
      statusWith((all) => all.slice(0, -1)),
      statusWith((all) => all.map((one, index) => (index === at ? { ...one, target: 'user:x' } : one))),
    ])
    for (const { problem } of problems) assert.match(problem ?? '', /^Entry \d+ .+\.$/)
  })

  test('one that differs from a signed checkpoint shows', async () => {
    const { audit } = world.deps.store
    const point = { chain: owner.accountId, number: 3, hash: 'another', atMs: 7, signature: '' }
    const store = { ...world.deps.store, audit: { ...audit, checkpoints: async () => [point] } }
    const { problem, signed } = await chainStatus({ store }, owner, undefined)
    assert.match(problem ?? '', /^Entry 3 differs from a signed checkpoint/)
    assert.deepEqual(signed, { number: 3, atMs: 7 })
  })

  test('is told to those alone who read the log', async () => {
    const other = keyActor((await makeUser(world.deps, owner.accountId, 'other')).user)
    await refusedWith('actor.forbidden', chainStatus(world.deps, other, undefined))
    await refusedWith('account.not_found', chainStatus(world.deps, other, '999999'))
    await refusedWith('account.not_found', chainStatus(world.deps, owner, '999999'))
  })
})
