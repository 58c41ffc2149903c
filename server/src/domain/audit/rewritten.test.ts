import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { anyCharacter } from '../../../../tests/support/any-character.ts'
import { count } from '../../../../tests/support/counts.ts'
import type { AuditCheckpoint, AuditEntry, AuditEvent } from './entry.ts'
import { chainEntry, GENESIS_HASH } from './hash.ts'
import { PRUNE_ACTION } from './verify-audit.ts'
import { type ExportLine, verifyExport } from './verify-export.ts'

// Exports of random histories, altered by somebody who can also compute hashes. What such a forger cannot make is
// a signed checkpoint, so it stands for the copy that was kept elsewhere.

const RUNS = { numRuns: count(1_000) }

const event: fc.Arbitrary<Omit<AuditEvent, 'chain'>> = fc.record(
  {
    atMs: fc.nat(),
    actor: fc.string({ maxLength: 8 }),
    action: fc.constantFrom('key.reset', 'key.show', 'user.create'),
    target: fc.string({ unit: anyCharacter, maxLength: 8 }),
    outcome: fc.constantFrom('done' as const, 'refused' as const),
    source: fc.string({ maxLength: 8 }),
    details: fc.dictionary(
      fc.string({ maxLength: 4 }),
      fc.oneof(fc.string({ maxLength: 4 }), fc.integer(), fc.boolean()),
      {
        maxKeys: 3,
        noNullPrototype: true,
      },
    ),
  },
  { noNullPrototype: true },
)

/** A history, a place in it, and how many entries a checkpoint covers. */
const history = fc.array(event, { minLength: 2, maxLength: 25 }).chain((events) =>
  fc.record({
    events: fc.constant(events),
    at: fc.nat({ max: events.length - 1 }),
    covered: fc.integer({ min: 1, max: events.length }),
    other: event,
  }),
)

function chained(events: readonly Omit<AuditEvent, 'chain'>[], chain = '100001'): AuditEntry[] {
  const entries: AuditEntry[] = []
  for (const [at, each] of events.entries()) {
    entries.push(chainEntry({ ...each, chain }, at + 1, entries.at(-1)?.hash ?? GENESIS_HASH))
  }
  return entries
}

function checkpointOf(entry: AuditEntry | undefined): AuditCheckpoint {
  assert.ok(entry)
  const { chain, number, hash } = entry
  return { chain, number, hash, atMs: 0, signature: 'not looked at here' }
}

async function problemsIn(entries: readonly AuditEntry[], checkpoints: readonly AuditCheckpoint[] = []) {
  async function* lines(): AsyncGenerator<ExportLine> {
    for (const entry of entries) yield { kind: 'entry', entry }
    for (const checkpoint of checkpoints) yield { kind: 'checkpoint', checkpoint }
  }
  return (await verifyExport(lines())).problems
}

const isFound = async (...given: Parameters<typeof problemsIn>) => (await problemsIn(...given)).length > 0

/** What the forger leaves: as it was, but for the alteration at one place. */
const FORGERIES: Readonly<
  Record<string, (entries: readonly AuditEntry[], at: number, other: AuditEntry) => AuditEntry[]>
> = {
  change: (entries, at, other) => entries.with(at, { ...other, number: at + 1 }),
  removal: (entries, at) => entries.toSpliced(at, 1),
  insertion: (entries, at, other) => entries.toSpliced(at, 0, { ...other, number: at + 1 }),
  doubling: (entries, at) => entries.flatMap((entry, index) => (index === at ? [entry, entry] : [entry])),
  exchange: (entries, at) => {
    const [a, b] = [entries[at], entries[(at + 1) % entries.length]]
    return a && b ? entries.with(at, b).with((at + 1) % entries.length, a) : [...entries]
  },
}

describe('an export', () => {
  test('of any history is whole, with a checkpoint at any place', async () => {
    const whole = fc.asyncProperty(history, async ({ events, covered }) => {
      const entries = chained(events)
      assert.deepEqual(await problemsIn(entries, [checkpointOf(entries[covered - 1])]), [])
    })
    await fc.assert(whole, RUNS)
  })

  for (const [what, forge] of Object.entries(FORGERIES)) {
    test(`shows a ${what} at any place, when the hashes are left as they were`, async () => {
      const found = fc.asyncProperty(history, async ({ events, at, other }) => {
        const entries = chained(events)
        const forged = forge(entries, at, chainEntry({ ...other, chain: '100001' }, 1, GENESIS_HASH))
        const same = JSON.stringify(forged) === JSON.stringify(entries)
        // Cutting the last entry off shows only against a checkpoint of it.
        const cutTail = what === 'removal' && at === entries.length - 1
        const kept = cutTail ? [checkpointOf(entries.at(-1))] : []
        assert.equal(await isFound(forged, kept), !same)
      })
      await fc.assert(found, RUNS)
    })

    test(`shows a ${what}, recomputed to the end, exactly when a checkpoint covers it`, async () => {
      const found = fc.asyncProperty(history, async ({ events, at, covered, other }) => {
        const entries = chained(events)
        const marked = chainEntry({ ...other, chain: '100001', actor: 'forger' }, 1, GENESIS_HASH)
        const forged = chained(forge(entries, at, marked))
        const checkpoint = checkpointOf(entries[covered - 1])
        const differs = forged[covered - 1]?.hash !== checkpoint.hash
        assert.equal(await isFound(forged), false)
        assert.equal(await isFound(forged, [checkpoint]), differs)
      })
      await fc.assert(found, RUNS)
    })
  }

  test('with its tail cut off anywhere is whole by itself, and shown by a checkpoint of what is gone', async () => {
    const found = fc.asyncProperty(history, async ({ events, at, covered }) => {
      const entries = chained(events)
      const cut = entries.slice(0, at + 1)
      assert.equal(await isFound(cut), false)
      assert.equal(await isFound(cut, [checkpointOf(entries[covered - 1])]), covered > cut.length)
    })
    await fc.assert(found, RUNS)
  })

  test('with its beginning cut off is shown, unless a prune at that very place says so', async () => {
    const found = fc.asyncProperty(history, async ({ events, at }) => {
      const said = (throughNumber: number) => ({
        ...(events[0] ?? assert.fail('no event')),
        action: PRUNE_ACTION,
        details: { throughNumber },
      })
      const cut = (throughNumber: number) => chained([...events, said(throughNumber)]).slice(at + 1)
      assert.equal(await isFound(cut(at + 1)), false)
      assert.equal(await isFound(cut(at)), true)
      assert.equal(await isFound(chained(events).slice(at + 1)), at + 1 < events.length)
    })
    await fc.assert(found, RUNS)
  })

  test('of several chains is followed chain by chain, however their lines are mixed', async () => {
    const found = fc.asyncProperty(history, history, fc.infiniteStream(fc.boolean()), async (a, b, turns) => {
      const [one, two] = [chained(a.events), chained(b.events, '100002')]
      const mixed: AuditEntry[] = []
      const [left, right] = [[...one], [...two]]
      while (left.length + right.length > 0) {
        const from = (turns.next().value && left.length > 0) || right.length === 0 ? left : right
        mixed.push(...from.splice(0, 1))
      }
      assert.deepEqual(await problemsIn(mixed), [])
      const [moved] = one.splice(a.at, 1)
      assert.ok(moved)
      assert.equal(await isFound([...one, ...two, { ...moved, chain: '100002' }]), true)
    })
    await fc.assert(found, RUNS)
  })
})
