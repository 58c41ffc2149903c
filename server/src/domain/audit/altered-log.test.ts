import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { answerOf, type Core, openCore, withStore } from '../../../../tests/support/core.ts'
import { count } from '../../../../tests/support/counts.ts'
import { auditOf, OPERATOR } from '../../../../tests/support/deps.ts'
import { AuditCheckpoints } from './checkpoint.ts'
import type { AuditDeps } from './deps.ts'
import type { AuditEntry } from './entry.ts'
import { chainEntry, entryHash } from './hash.ts'
import { pruneAudit } from './prune-audit.ts'
import type { AuditStore } from './stores.ts'
import { verifyAudit } from './verify-audit.ts'

// A log whose rows somebody has changed behind the server's back.

const ENTRIES = 8
/** Where the log was signed on the way. */
const SIGNED = 5
const DAY_MS = 24 * 3_600_000

let core: Core
let audit: AuditDeps
let chain: string
let entries: readonly AuditEntry[]

before(async () => {
  core = await openCore()
  audit = { ...core.deps, signer: core.keyward.signer }
  chain = await core.account()
  const checkpoints = new AuditCheckpoints(audit)
  for (let number = 2; number <= ENTRIES; number++) {
    core.clock.advance(DAY_MS)
    await core.deps.store.audit.append(event(number))
    if (number === SIGNED) await checkpoints.run()
  }
  entries = await auditOf(core.deps, chain)
})
after(() => core.close())

function event(number: number) {
  const who = { actor: 'test', target: `t${number}`, source: 'local' }
  return {
    chain,
    atMs: core.clock.now(),
    action: 'test',
    outcome: 'done',
    details: { number },
    ...who,
  } as const
}

/** The same log with other rows, whose end is where the rows end. */
function withRows(rows: readonly AuditEntry[], change: Partial<AuditStore> = {}): AuditDeps {
  const { store } = core.deps
  const last = rows.at(-1) ?? assert.fail('no row is left')
  const heads = async () =>
    (await store.audit.chains()).map((head) => (head.chain === chain ? { ...head, ...pointOf(last) } : head))
  const page: AuditStore['page'] = async (of, after, limit) => {
    if (of !== chain) return store.audit.page(of, after, limit)
    return rows.filter(({ number }) => number > after).slice(0, limit)
  }
  const changed = { ...store.audit, page, chains: heads, ...change }
  return { ...audit, store: withStore(core.deps, { audit: changed }).store }
}

const pointOf = ({ number, hash }: AuditEntry) => ({ number, hash })

async function foundIn(
  rows: readonly AuditEntry[],
  change?: Partial<AuditStore>,
): Promise<readonly number[]> {
  const { problems } = await verifyAudit(withRows(rows, change), OPERATOR)
  assert.ok(problems.every((problem) => problem.chain === chain))
  return problems.map(({ number }) => number)
}

/** Each entry with its number and predecessor anew, as somebody would do who knows how. */
function rechained(rows: readonly AuditEntry[]): readonly AuditEntry[] {
  const done: AuditEntry[] = []
  for (const row of rows) {
    done.push(chainEntry(row, done.length + 1, done.at(-1)?.hash ?? '0'.repeat(64)))
  }
  return done
}

const place = fc.integer({ min: 1, max: ENTRIES })
const field = fc.constantFrom('actor', 'action', 'target', 'source', 'atMs', 'outcome', 'details')
const changedTo = (row: AuditEntry, what: string): AuditEntry => {
  const others = { atMs: row.atMs + 1, outcome: 'refused', details: { number: 99 } }
  return { ...row, [what]: Reflect.get(others, what) ?? 'altered' }
}

describe('a log that was altered', () => {
  test('is found whole when it was not', async () => assert.deepEqual(await foundIn(entries), []))

  test('is found when all of an account is gone, without a checkpoint too', async () => {
    const chains = async () => (await core.deps.store.audit.chains()).filter((head) => head.chain !== chain)
    assert.deepEqual(await foundIn(entries, { chains }), [1])
  })

  test('in any field of any entry is found there', async () => {
    const altered = fc.asyncProperty(place, field, async (at, what) => {
      const rows = entries.map((row) => (row.number === at ? changedTo(row, what) : row))
      assert.ok((await foundIn(rows)).includes(at))
    })
    await fc.assert(altered, { numRuns: count(200) })
  })

  test('with a hash that fits the altered entry is found at the next one, or at the end', async () => {
    const altered = fc.asyncProperty(place, field, async (at, what) => {
      const rows = entries.map((row) => {
        if (row.number !== at) return row
        const other = changedTo(row, what)
        return { ...other, hash: entryHash(other) }
      })
      const { store } = core.deps
      const found = await foundIn(rows, { chains: store.audit.chains })
      assert.ok(found.includes(at === ENTRIES ? at : at + 1), `${found}`)
    })
    await fc.assert(altered, { numRuns: count(200) })
  })

  test('by taking any entry out is found at the next one, or at the end', async () => {
    for (const { number } of entries) {
      const rows = entries.filter((row) => row.number !== number)
      const found = await foundIn(rows, { chains: core.deps.store.audit.chains })
      assert.ok(found.includes(number === ENTRIES ? ENTRIES - 1 : number + 1), `${number}: ${found}`)
    }
  })

  test('and written anew to its end is found exactly when a signed entry is behind the change', async () => {
    for (const { number } of entries) {
      const rows = rechained(entries.map((row) => (row.number === number ? changedTo(row, 'actor') : row)))
      assert.deepEqual(await foundIn(rows), number <= SIGNED ? [SIGNED] : [], `entry ${number}`)
    }
  })

  test('by cutting the beginning off is found: no prune says so', async () => {
    for (const kept of [2, SIGNED, SIGNED + 1, ENTRIES]) {
      const found = await foundIn(entries.filter(({ number }) => number >= kept))
      assert.ok(found.length > 0, `from ${kept} on`)
    }
  })

  test('by an entry of another log is found', async () => {
    const stranger = chainEntry(
      { ...event(9), chain: core.accountId },
      ENTRIES + 1,
      entries.at(-1)?.hash ?? '',
    )
    assert.deepEqual(await foundIn([...entries, stranger]), [ENTRIES + 1])
  })

  test('tells the first five places and no more', async () => {
    const rows = entries.map((row) => changedTo(row, 'actor'))
    assert.equal((await foundIn(rows)).length, 5)
  })

  test('is not pruned, and nothing is lost', async () => {
    const rows = entries.map((row) => (row.number === 2 ? changedTo(row, 'actor') : row))
    const before = await auditOf(core.deps, chain)
    assert.equal(await answerOf(pruneAudit(withRows(rows), OPERATOR, core.clock.now())), 'input.invalid')
    assert.deepEqual(await auditOf(core.deps, chain), before)
  })
})

describe('a prune', () => {
  test('keeps an entry of the very moment, and takes no checkpoint of which that is the end', async () => {
    const [signed] = entries.filter(({ number }) => number === SIGNED)
    assert.ok(signed)
    const cut = async (beforeMs: number) =>
      (await pruneAudit(audit, OPERATOR, beforeMs)).filter((pruned) => pruned.chain === chain)
    assert.deepEqual(await cut(signed.atMs), [])
    assert.deepEqual(await cut(signed.atMs + 1), [{ chain, throughNumber: SIGNED, entries: SIGNED }])
    const kept = await auditOf(core.deps, chain)
    assert.deepEqual(
      kept.map(({ number }) => number),
      [SIGNED + 1, SIGNED + 2, SIGNED + 3, ENTRIES + 1],
    )
    const details = { throughNumber: SIGNED, throughHash: signed.hash, entries: SIGNED }
    assert.deepEqual(kept.at(-1)?.details, details)
    assert.equal(kept.at(-1)?.actor, 'test')
  })

  test('does not cut where somebody else has signed', async () => {
    const forged = { chain, number: ENTRIES, hash: 'ab'.repeat(32), atMs: 1, signature: 'audit-1.AAAA' }
    const checkpoints = async () => [forged]
    const rows = (await auditOf(core.deps, chain)).filter(({ number }) => number <= ENTRIES)
    const pruned = await pruneAudit(withRows(rows, { checkpoints }), OPERATOR, core.clock.now())
    assert.deepEqual(pruned, [])
  })
})
