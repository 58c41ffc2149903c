import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { count } from '../../../../tests/support/counts.ts'
import { type AuditProblem, ChainCheck } from './chain-check.ts'
import type { AuditEntry } from './entry.ts'
import { chainEntry, GENESIS_HASH } from './hash.ts'

const RUNS = { numRuns: count(1_000) }

function chainOf(length: number, chain = '100001'): readonly AuditEntry[] {
  const entries: AuditEntry[] = []
  for (let number = 1; number <= length; number++) {
    const event = {
      chain,
      atMs: number * 1_000,
      actor: 'user:a',
      action: 'key.reset',
      target: `user:${number}`,
      outcome: 'done',
      source: 'native 192.0.2.1 r1',
      details: { number, note: null, by: 'x', is: true },
    } as const
    entries.push(chainEntry(event, number, entries.at(-1)?.hash ?? GENESIS_HASH))
  }
  return entries
}

function headOf(entries: readonly AuditEntry[]) {
  return { number: entries.length, hash: entries.at(-1)?.hash ?? GENESIS_HASH }
}

function problemsIn(
  entries: readonly AuditEntry[],
  head: { number: number; hash: string },
): readonly AuditProblem[] {
  const check = new ChainCheck('100001')
  for (const entry of entries) check.next(entry)
  check.finish(head)
  return check.problems
}

/** A chain and a place in it. */
const aPlace = fc
  .integer({ min: 2, max: 30 })
  .chain((length) => fc.record({ length: fc.constant(length), at: fc.integer({ min: 0, max: length - 1 }) }))

describe('a chain of audit entries', () => {
  it('is found whole when nothing happened to it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), (length) => {
        const entries = chainOf(length)
        assert.deepEqual(problemsIn(entries, headOf(entries)), [])
      }),
      RUNS,
    )
  })

  const altered: Readonly<Record<string, (entry: AuditEntry) => AuditEntry>> = {
    actor: (entry) => ({ ...entry, actor: 'user:b' }),
    action: (entry) => ({ ...entry, action: 'key.show' }),
    target: (entry) => ({ ...entry, target: 'user:other' }),
    moment: (entry) => ({ ...entry, atMs: entry.atMs + 1 }),
    outcome: (entry) => ({ ...entry, outcome: 'refused' }),
    source: (entry) => ({ ...entry, source: '' }),
    detail: (entry) => ({ ...entry, details: { ...entry.details, by: 'y' } }),
    'added detail': (entry) => ({ ...entry, details: { ...entry.details, more: 1 } }),
    'removed detail': (entry) => ({ ...entry, details: {} }),
    chain: (entry) => ({ ...entry, chain: '100002' }),
    hash: (entry) => ({ ...entry, hash: entry.hash.replace(/^./, (digit) => (digit === '0' ? '1' : '0')) }),
    'previous hash': (entry) => ({ ...entry, previousHash: GENESIS_HASH.replace('0', '1') }),
    number: (entry) => ({ ...entry, number: entry.number + 1 }),
  }
  for (const [what, alter] of Object.entries(altered)) {
    it(`shows a changed ${what}, wherever it is (S-92)`, () => {
      fc.assert(
        fc.property(aPlace, ({ length, at }) => {
          const entries = chainOf(length)
          const tampered = entries.map((entry, index) => (index === at ? alter(entry) : entry))
          assert.notDeepEqual(problemsIn(tampered, headOf(entries)), [])
        }),
        RUNS,
      )
    })
  }

  it('shows a change whose hash was made to fit', () => {
    fc.assert(
      fc.property(aPlace, ({ length, at }) => {
        const entries = [...chainOf(length)]
        const old = entries[at]
        assert.ok(old)
        entries[at] = chainEntry({ ...old, action: 'nothing' }, old.number, old.previousHash)
        assert.notDeepEqual(problemsIn(entries, headOf(chainOf(length))), [])
      }),
      RUNS,
    )
  })

  it('shows a removed entry, the last one too', () => {
    fc.assert(
      fc.property(aPlace, ({ length, at }) => {
        const entries = chainOf(length)
        const tampered = entries.toSpliced(at, 1)
        assert.notDeepEqual(problemsIn(tampered, headOf(entries)), [])
      }),
      RUNS,
    )
  })

  it('shows an inserted entry', () => {
    fc.assert(
      fc.property(aPlace, ({ length, at }) => {
        const entries = chainOf(length)
        const forged = chainEntry(
          { ...chainOf(1)[0], ...FORGED },
          at + 1,
          entries[at - 1]?.hash ?? GENESIS_HASH,
        )
        assert.notDeepEqual(problemsIn(entries.toSpliced(at, 0, forged), headOf(entries)), [])
      }),
      RUNS,
    )
  })

  it('shows two entries that changed places', () => {
    const twoPlaces = fc
      .integer({ min: 2, max: 30 })
      .chain((length) =>
        fc.tuple(
          fc.constant(length),
          fc.integer({ max: length - 1, min: 0 }),
          fc.integer({ max: length - 1, min: 0 }),
        ),
      )
      .filter(([, one, other]) => one !== other)
    fc.assert(
      fc.property(twoPlaces, ([length, one, other]) => {
        const entries = chainOf(length)
        const tampered = entries.map((entry, index) =>
          index === one ? (entries[other] ?? entry) : index === other ? (entries[one] ?? entry) : entry,
        )
        assert.notDeepEqual(problemsIn(tampered, headOf(entries)), [])
      }),
      RUNS,
    )
  })

  it('rewritten as a whole shows only against a checkpoint', () => {
    const entries = chainOf(9)
    const rewritten: AuditEntry[] = []
    for (const entry of entries) {
      const event = entry.number === 4 ? { ...entry, action: 'nothing' } : entry
      rewritten.push(chainEntry(event, entry.number, rewritten.at(-1)?.hash ?? GENESIS_HASH))
    }
    const check = new ChainCheck('100001')
    check.expect({ number: 6, hash: entries[5]?.hash ?? '' })
    for (const entry of rewritten) check.next(entry)
    check.finish(headOf(rewritten))
    assert.deepEqual(check.problems, [
      { chain: '100001', number: 6, problem: 'differs from a signed checkpoint' },
    ])
  })

  it('cut off at its end shows only against a checkpoint', () => {
    const entries = chainOf(9)
    const cut = entries.slice(0, 5)
    assert.deepEqual(problemsIn(cut, headOf(cut)), [])
    const check = new ChainCheck('100001')
    check.expect({ number: 8, hash: entries[7]?.hash ?? '' })
    for (const entry of cut) check.next(entry)
    check.finish(headOf(cut))
    assert.deepEqual(check.problems, [
      { chain: '100001', number: 8, problem: 'is missing, but a signed checkpoint names it' },
    ])
  })

  it('goes on from the end of what was pruned, and from nowhere else', () => {
    const entries = chainOf(9)
    const kept = entries.slice(4)
    const start = { number: 4, hash: entries[3]?.hash ?? '' }
    const check = new ChainCheck('100001', start)
    for (const entry of kept) check.next(entry)
    check.finish(headOf(entries))
    assert.deepEqual(check.problems, [])
    const wrong = new ChainCheck('100001', { ...start, hash: GENESIS_HASH })
    for (const entry of kept) wrong.next(entry)
    assert.equal(wrong.problems[0]?.number, 5)
  })

  it('is not described problem by problem when nothing fits', () => {
    const entries = chainOf(200).map((entry) => ({ ...entry, hash: GENESIS_HASH }))
    assert.ok(problemsIn(entries, headOf(entries)).length <= 5)
  })
})

const FORGED = {
  chain: '100001',
  atMs: 5,
  actor: 'user:z',
  action: 'user.roles',
  target: 'user:z',
  outcome: 'done',
  source: 'local',
  details: {},
} as const
