import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { count } from '../../../../tests/support/counts.ts'
import { onBothEngines } from '../../../../tests/support/stores.ts'
import type { AuditFilter, AuditPlace } from '../../domain/audit/audit-query.ts'
import type { AuditEntry, AuditEvent } from '../../domain/audit/entry.ts'
import type { AuditStore } from '../../domain/audit/stores.ts'

const CHAIN = '100001'
const ANN = `user:${'a'.repeat(32)}`
const BOB = `user:${'b'.repeat(32)}`
const ACTORS = [ANN, `${ANN} key:${'1'.repeat(32)}`, BOB, 'cli', 'unknown']

function anEvent(change: Partial<AuditEvent> = {}): AuditEvent {
  return {
    chain: CHAIN,
    atMs: 5,
    actor: ANN,
    action: 'key.reset',
    target: BOB,
    outcome: 'done',
    source: 'native 192.0.2.1 r1',
    details: {},
    ...change,
  }
}

async function filled(audit: AuditStore, events: readonly AuditEvent[]): Promise<void> {
  for (const event of events) await audit.append(event)
}

/** All pages, one after the other. */
async function all(audit: AuditStore, filter: AuditFilter, limit: number): Promise<AuditEntry[]> {
  const found: AuditEntry[] = []
  let after: AuditPlace | null = null
  do {
    const page: Awaited<ReturnType<AuditStore['search']>> = await audit.search(CHAIN, filter, after, limit)
    found.push(...page.entries)
    after = page.next
  } while (after !== null)
  return found
}

const numbers = (entries: readonly AuditEntry[]) => entries.map(({ number }) => number)

/** The same question, asked of a list in memory. */
function fits(entry: AuditEntry, filter: AuditFilter): boolean {
  const { fromMs = 0, toMs = Number.POSITIVE_INFINITY, actor, action, target, outcome, text } = filter
  const { area, targets } = filter
  const everything = [entry.actor, entry.action, entry.target, entry.source, JSON.stringify(entry.details)]
  return (
    entry.atMs >= fromMs &&
    entry.atMs < toMs &&
    (actor === undefined || entry.actor.split(' key:')[0] === actor) &&
    (action === undefined || entry.action === action) &&
    (target === undefined || entry.target === target) &&
    (area === undefined || entry.action.split('.')[0] === area) &&
    (targets === undefined || targets.includes(entry.target)) &&
    (outcome === undefined || entry.outcome === outcome) &&
    (text === undefined || everything.join(' ').toLowerCase().includes(text.toLowerCase()))
  )
}

const event = fc.record({
  atMs: fc.integer({ min: 1, max: 6 }),
  actor: fc.constantFrom(...ACTORS),
  action: fc.constantFrom('key.reset', 'key.show', 'login.fail'),
  target: fc.constantFrom(ANN, BOB, 'installation'),
  outcome: fc.constantFrom('done' as const, 'refused' as const),
  details: fc.constantFrom({}, { note: '100% Rotation_x' }, { note: 'back\\slash' }),
})
const filter = fc.record(
  {
    fromMs: fc.integer({ min: 0, max: 7 }),
    toMs: fc.integer({ min: 0, max: 7 }),
    actor: fc.constantFrom(ANN, BOB, 'cli'),
    action: fc.constantFrom('key.reset', 'login.fail', 'none'),
    target: fc.constantFrom(ANN, 'installation'),
    area: fc.constantFrom('key', 'login', 'ke'),
    targets: fc.constantFrom([BOB, 'installation'], ['nobody']),
    outcome: fc.constantFrom('done' as const, 'refused' as const),
    text: fc.constantFrom('rotation', '%', '_', 'n_x', '\\', 'KEY.', '192.0.2.1', 'nowhere'),
  },
  { requiredKeys: [] },
)

onBothEngines((engine) => {
  describe('looking in a chain', () => {
    test('gives what fits and nothing else, newest first, whatever the page is long', async (t) => {
      const store = await engine.open(t)
      await store.audit.append(anEvent({ chain: 'system' }))
      await fc.assert(
        fc.asyncProperty(
          fc.array(event, { maxLength: 8 }),
          filter,
          fc.integer({ min: 1, max: 4 }),
          async (some, asked, limit) => {
            await filled(store.audit, some.map(anEvent))
            const entries = await store.audit.page(CHAIN, 0, 10_000)
            const expected = entries
              .filter((entry) => fits(entry, asked))
              .sort((a, b) => b.atMs - a.atMs || b.number - a.number)
            assert.deepEqual(numbers(await all(store.audit, asked, limit)), numbers(expected))
          },
        ),
        { numRuns: count(200) },
      )
    })

    test('does not see what is written while pages are turned, and shows nothing twice', async (t) => {
      const { audit } = await engine.open(t)
      for (let atMs = 1; atMs <= 4; atMs++) await audit.append(anEvent({ atMs }))
      const first = await audit.search(CHAIN, {}, null, 2)
      await audit.append(anEvent({ atMs: 9 }))
      const second = await audit.search(CHAIN, {}, first.next, 2)
      assert.deepEqual(
        [numbers(first.entries), numbers(second.entries)],
        [
          [4, 3],
          [2, 1],
        ],
      )
      assert.equal(second.next, null)
    })

    test('of a chain that does not exist finds nothing', async (t) => {
      const { audit } = await engine.open(t)
      assert.deepEqual(await audit.search('999999', {}, null, 10), { entries: [], next: null })
    })
  })
})
