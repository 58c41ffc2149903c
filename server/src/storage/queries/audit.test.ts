import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { type TestContext, test } from 'node:test'
import { Client } from 'pg'
import { CLOCK, onBothEngines, type TestEngine } from '../../../../tests/support/stores.ts'
import type { AuditEntry, AuditEvent } from '../../domain/audit/entry.ts'
import { entryHash, GENESIS_HASH } from '../../domain/audit/hash.ts'
import type { AuditStore } from '../../domain/audit/stores.ts'
import { openStore } from '../open.ts'

function anEvent(change: Partial<AuditEvent> = {}): AuditEvent {
  return {
    chain: '100001',
    atMs: 5,
    actor: 'user:1',
    action: 'key.reset',
    target: 'user:1',
    outcome: 'done',
    source: 'native 192.0.2.1 r',
    details: { text: 'x', number: 1.5, yes: true, nothing: null },
    ...change,
  }
}

/** The numbers at which a chain does not follow from what was before. */
function breaks(entries: readonly AuditEntry[]): number[] {
  let [number, hash] = [0, GENESIS_HASH]
  const found: number[] = []
  for (const entry of entries) {
    const follows = entry.number === number + 1 && entry.previousHash === hash
    if (!follows || entryHash(entry) !== entry.hash) found.push(entry.number)
    number = entry.number
    hash = entry.hash
  }
  return found
}

async function checkpoint(audit: AuditStore, number: number, signature = 's') {
  await audit.insertCheckpoint({ chain: '100001', number, hash: 'h', atMs: 1, signature })
}

/** A filled chain of five, closed; and a way to send statements past Keyward. */
async function filled(t: TestContext, engine: TestEngine) {
  const url = await engine.migratedUrl()
  const store = await openStore(url, { clock: CLOCK })
  for (let atMs = 1; atMs <= 5; atMs++) await store.audit.append(anEvent({ atMs }))
  await checkpoint(store.audit, 3)
  await store.close()
  const reopen = async () => {
    const again = await openStore(url, { clock: CLOCK })
    t.after(() => again.close())
    return again
  }
  return { run: (...statements: string[]) => runRaw(url, statements), reopen }
}

async function runRaw(url: string, statements: readonly string[]) {
  if (url.startsWith('sqlite:')) {
    const database = new DatabaseSync(url.slice('sqlite:'.length))
    try {
      for (const statement of statements) database.exec(statement)
    } finally {
      database.close()
    }
    return
  }
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}

onBothEngines((engine) => {
  test('entries are numbered and chained, each chain for itself', async (t) => {
    const store = await engine.open(t)
    for (const chain of ['100001', 'system', '100001', '100001']) await store.audit.append(anEvent({ chain }))
    const entries = await store.audit.page('100001', 0, 10)
    assert.deepEqual(
      entries.map(({ number }) => number),
      [1, 2, 3],
    )
    assert.deepEqual(breaks(entries), [])
    assert.deepEqual(breaks(await store.audit.page('system', 0, 10)), [])
    const heads = await store.audit.chains()
    assert.deepEqual(heads.map(({ chain, number }) => [chain, number]).toSorted(), [
      ['100001', 3],
      ['system', 1],
    ])
    assert.equal(heads.find(({ chain }) => chain === '100001')?.hash, entries.at(-1)?.hash)
  })

  test('many at once are chained like each by itself, and none writes nothing', async (t) => {
    const store = await engine.open(t)
    await store.audit.append(anEvent({ atMs: 1 }))
    await store.audit.appendAll(
      [2, 3, 4].map((atMs) => anEvent({ atMs, chain: atMs === 3 ? 'system' : '100001' })),
    )
    await store.audit.appendAll([])
    await store.audit.append(anEvent({ atMs: 5 }))
    const entries = await store.audit.page('100001', 0, 10)
    assert.deepEqual(
      entries.map(({ atMs }) => atMs),
      [1, 2, 4, 5],
    )
    assert.deepEqual([...breaks(entries), ...breaks(await store.audit.page('system', 0, 10))], [])
    const heads = (await store.audit.chains()).map(({ hash }) => hash)
    assert.equal(heads[0], entries.at(-1)?.hash)
    assert.equal(heads.length, 2)
  })

  test('an entry comes back as written', async (t) => {
    const store = await engine.open(t)
    const event = anEvent({ actor: 'Zoë 🗝', target: "'; --", details: { 'ключ"\\\n': '\ud800\0', n: 1e-7 } })
    await store.audit.append(event)
    const [entry] = await store.audit.page('100001', 0, 1)
    assert.deepEqual(entry, { ...event, number: 1, previousHash: GENESIS_HASH, hash: entry?.hash })
    assert.deepEqual(breaks(entry ? [entry] : []), [])
  })

  test('texts that a database would alter do not break the chain', async (t) => {
    const store = await engine.open(t)
    await store.audit.append(anEvent({ actor: 'a\0', target: '\ud800', source: '\udfff' }))
    assert.deepEqual(breaks(await store.audit.page('100001', 0, 1)), [])
  })

  test('pages go on where they ended', async (t) => {
    const store = await engine.open(t)
    for (let at = 0; at < 5; at++) await store.audit.append(anEvent())
    const numbers = async (after: number, limit: number) =>
      (await store.audit.page('100001', after, limit)).map(({ number }) => number)
    assert.deepEqual(await numbers(0, 2), [1, 2])
    assert.deepEqual(await numbers(2, 2), [3, 4])
    assert.deepEqual(await numbers(4, 2), [5])
    assert.deepEqual(await numbers(5, 2), [])
    assert.deepEqual(await store.audit.page('unknown', 0, 2), [])
  })

  test('twenty writers at once make one chain without gaps', async (t) => {
    const store = await engine.open(t)
    await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        store.transaction((tx) => tx.audit.append(anEvent({ atMs: at }))),
      ),
    )
    const entries = await store.audit.page('100001', 0, 100)
    assert.deepEqual(breaks(entries), [])
    assert.equal(new Set(entries.map(({ atMs }) => atMs)).size, 20)
  })

  test('a transaction that fails leaves no entry and no gap', async (t) => {
    const store = await engine.open(t)
    await store.audit.append(anEvent())
    const failing = store.transaction(async (tx) => {
      await tx.audit.append(anEvent())
      throw new Error('no')
    })
    await assert.rejects(failing, /no/)
    await store.audit.append(anEvent())
    assert.deepEqual(breaks(await store.audit.page('100001', 0, 10)), [])
  })

  test('checkpoints come back in order; the first one at a number stays', async (t) => {
    const store = await engine.open(t)
    await checkpoint(store.audit, 7)
    await checkpoint(store.audit, 3)
    const found = await store.audit.checkpoints('100001')
    assert.deepEqual(found[0], { chain: '100001', number: 3, hash: 'h', atMs: 1, signature: 's' })
    assert.deepEqual(
      found.map(({ number }) => number),
      [3, 7],
    )
    assert.deepEqual(await store.audit.checkpoints('system'), [])
    await checkpoint(store.audit, 3, 'another')
    assert.deepEqual(await store.audit.checkpoints('100001'), found)
  })

  test('pruning removes entries up to a checkpoint, and the chain goes on from there', async (t) => {
    const store = await engine.open(t)
    for (let at = 0; at < 5; at++) await store.audit.append(anEvent())
    await store.audit.append(anEvent({ chain: 'system' }))
    await checkpoint(store.audit, 3)
    assert.equal(await store.audit.prune('100001', 3), 3)
    await store.audit.append(anEvent())
    const left = await store.audit.page('100001', 0, 10)
    assert.deepEqual(
      left.map(({ number }) => number),
      [4, 5, 6],
    )
    assert.deepEqual(breaks(left), [4], 'only the cut itself')
    assert.equal((await store.audit.page('system', 0, 10)).length, 1)
    assert.equal(await store.audit.prune('100001', 3), 0, 'again is nothing more')
  })

  test('pruning without a checkpoint at that number is refused, and removes nothing', async (t) => {
    const store = await engine.open(t)
    for (let at = 0; at < 5; at++) await store.audit.append(anEvent())
    await checkpoint(store.audit, 3)
    for (const number of [2, 4, 5]) {
      await assert.rejects(store.audit.prune('100001', number), { name: 'StorageError' })
    }
    assert.equal((await store.audit.page('100001', 0, 10)).length, 5)
  })

  const refused = [
    "update audit_entries set actor = 'somebody else'",
    'update audit_entries set number = number + 100',
    'delete from audit_entries',
    'delete from audit_entries where number = 5',
    "update audit_checkpoints set signature = 'x'",
    'delete from audit_checkpoints',
    'delete from audit_heads',
    'update audit_heads set number = 1',
    "update audit_heads set chain = 'other'",
    ...(engine.name === 'postgres'
      ? [
          'truncate audit_entries',
          'truncate audit_checkpoints, audit_prune_permits',
          'truncate audit_heads cascade',
        ]
      : [
          "insert or replace into audit_entries select chain, number, at_ms, 'else', action, target, outcome, source, details, previous_hash, hash from audit_entries where number = 2",
        ]),
  ]
  for (const statement of refused) {
    test(`the database itself refuses "${statement.slice(0, 60)}"`, async (t) => {
      const { run, reopen } = await filled(t, engine)
      await assert.rejects(run(statement), /cannot/)
      const entries = await (await reopen()).audit.page('100001', 0, 10)
      assert.equal(entries.length, 5)
      assert.deepEqual(breaks(entries), [])
    })
  }

  /** What somebody could do who can switch the triggers off. */
  const tampering: Record<string, { statements: string[]; found: number[] }> = {
    'a change': { statements: ["update audit_entries set actor = 'x' where number = 3"], found: [3] },
    'a change of details': {
      statements: [`update audit_entries set details = '{"text":"y"}' where number = 3`],
      found: [3],
    },
    'details that are not JSON': {
      statements: ["update audit_entries set details = 'broken' where number = 3"],
      found: [3],
    },
    'a removal': { statements: ['delete from audit_entries where number = 3'], found: [4] },
    'a change with its own hash made to fit': {
      statements: ["update audit_entries set hash = 'h', actor = 'x' where number = 3"],
      found: [3, 4],
    },
    'a reordering': {
      statements: [
        'update audit_entries set number = 99 where number = 2',
        'update audit_entries set number = 2 where number = 3',
        'update audit_entries set number = 3 where number = 99',
      ],
      found: [2, 3, 4],
    },
    'an insertion': {
      statements: [
        'update audit_entries set number = number + 100 where number >= 3',
        'update audit_entries set number = number - 99 where number >= 100',
        "insert into audit_entries select chain, 3, at_ms, 'x', action, target, outcome, source, details, previous_hash, hash from audit_entries where number = 2",
      ],
      found: [3, 4, 5, 6],
    },
  }
  for (const [name, { statements, found }] of Object.entries(tampering)) {
    test(`the chain shows ${name}`, async (t) => {
      const { run, reopen } = await filled(t, engine)
      await run(...withoutTriggers(engine), ...statements)
      const store = await reopen()
      assert.deepEqual(breaks(await store.audit.page('100001', 0, 10)), found)
    })
  }
})

function withoutTriggers({ name }: TestEngine): string[] {
  if (name === 'postgres') return ['alter table audit_entries disable trigger all']
  return ['update', 'delete', 'replace'].map((what) => `drop trigger audit_entries_no_${what}`)
}
