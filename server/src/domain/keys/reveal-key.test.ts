import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  answerTo,
  type Core,
  entriesOf,
  openCore,
  withFailingAudit,
  withinTransactions,
} from '../../../../tests/support/core.ts'
import { OPERATOR } from '../../../../tests/support/deps.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import type { Deps } from '../deps.ts'
import { deleteKey } from './end-key.ts'
import type { StoredKey } from './key.ts'
import { placeOfKey } from './new-key.ts'
import { resetKey } from './reset-key.ts'
import { revealKey } from './reveal-key.ts'

let core: Core

before(async () => {
  core = await openCore()
})
after(() => core.close())

/** The same parts, where the rows of keys read differently. */
function withKeys(deps: Deps, change: (row: StoredKey) => StoredKey): Deps {
  return withinTransactions(deps, (tx) => ({
    ...tx,
    keys: { ...tx.keys, ofUser: async (userId) => (await tx.keys.ofUser(userId)).map(change) },
  }))
}

describe('showing a key', () => {
  test('gives the value that works, as often as it is asked, each time with an entry', async () => {
    const { user, apiKey } = await core.person()
    const entries = await entriesOf(core.deps, user.accountId, async () => {
      for (let at = 0; at < 3; at++) {
        const { secret, userName } = await revealKey(core.deps, OPERATOR, user.id)
        assert.deepEqual([secret, userName], [apiKey, user.name])
      }
    })
    assert.deepEqual(
      entries.map(({ action }) => action),
      ['key.show', 'key.show', 'key.show'],
    )
    assert.equal(await answerTo(core.deps, apiKey), 'valid')
  })

  test('has its entry on disk before the value leaves, never the other way round', async () => {
    const { user } = await core.person()
    const told: string[] = []
    const listening: Deps = withinTransactions(core.deps, (tx) => ({
      ...tx,
      audit: {
        ...tx.audit,
        append: async (event) => {
          await tx.audit.append(event)
          told.push(event.action)
        },
      },
    }))
    await revealKey(listening, OPERATOR, user.id).then(() => told.push('shown'))
    assert.deepEqual(told, ['key.show', 'shown'])
  })

  test('gives nothing when the commit fails after the entry was written', async () => {
    const { user } = await core.person()
    const cut = new Error('planted')
    const failing: Deps = {
      ...core.deps,
      store: {
        ...core.deps.store,
        transaction: (work) =>
          core.deps.store.transaction(async (tx) => {
            await work(tx)
            throw cut
          }),
      },
    }
    await assert.rejects(revealKey(failing, OPERATOR, user.id), cut)
    await refusedWith('storage.full', revealKey(withFailingAudit(core.deps), OPERATOR, user.id))
  })

  test('during an overlap gives the new one and says of the retired one no more than its facts', async () => {
    const { user, apiKey } = await core.person()
    await resetKey(core.deps, OPERATOR, user.id, { overlapSeconds: 60 })
    const shown = await revealKey(core.deps, OPERATOR, user.id)
    assert.equal(shown.retired?.sealed, null)
    assert.doesNotMatch(JSON.stringify(shown), new RegExp(apiKey))
  })

  test('works for a disabled user, whose key goes on when enabled', async () => {
    const { user, apiKey } = await core.person()
    await core.deps.store.users.update(user.id, { enabled: false })
    assert.equal((await revealKey(core.deps, OPERATOR, user.id)).secret, apiKey)
  })

  test('of a user without a key finds none', async () => {
    const { user } = await core.person()
    await deleteKey(core.deps, OPERATOR, user.id)
    await refusedWith('key.not_found', revealKey(core.deps, OPERATOR, user.id))
  })
})

describe('a key that cannot be shown', () => {
  test('is said to be lost, or shown once, and no entry claims it was shown', async () => {
    const { user } = await core.person()
    for (const [change, code] of [
      [{ state: 'lost' }, 'key.lost'],
      [{ sealed: null }, 'key.shown_once'],
    ] as const) {
      const deps = withKeys(core.deps, (row) => ({ ...row, ...change }))
      const act = () => refusedWith(code, revealKey(deps, OPERATOR, user.id))
      assert.deepEqual(await entriesOf(core.deps, user.accountId, act), [])
    }
  })

  test('can still be shown while a restore has it in doubt: it is refused at logins, not unreadable', async () => {
    const { user, apiKey } = await core.person()
    const deps = withKeys(core.deps, (row) => ({ ...row, state: 'unconfirmed' }))
    assert.equal((await revealKey(deps, OPERATOR, user.id)).secret, apiKey)
  })

  test('when its sealed copy was altered is an error, not a wrong value and not an entry', async () => {
    const { user } = await core.person()
    const deps = withKeys(core.deps, (row) => ({ ...row, sealed: new Uint8Array(80) }))
    const act = () => refusedWith('secret.unreadable', revealKey(deps, OPERATOR, user.id))
    assert.deepEqual(await entriesOf(core.deps, user.accountId, act), [])
  })

  test('when the sealed copy is somebody else’s does not open: it is bound to its row (F-10)', async () => {
    const { user } = await core.person()
    const { user: other } = await core.person()
    const foreign = await core.deps.store.keys.current(other.id)
    const deps = withKeys(core.deps, (row) => ({ ...row, sealed: foreign?.sealed ?? null }))
    await refusedWith('secret.unreadable', revealKey(deps, OPERATOR, user.id))
  })
})

test('the place of a sealed copy names table, column, row, account and owner', () => {
  const place = placeOfKey({ id: 'k', userId: 'u', accountId: 'a' })
  assert.deepEqual(place, { table: 'api_keys', column: 'sealed', rowId: 'k', accountId: 'a', ownerId: 'u' })
})
