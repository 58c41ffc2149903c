import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import {
  keyActor,
  makeOwner,
  makeUser,
  OPERATOR,
  openTestDeps,
  type TestDeps,
} from '../../../../tests/support/deps.ts'
import { addAccount } from '../accounts/create-account.ts'
import { updateAccount } from '../accounts/update-account.ts'
import { USER_ADMIN } from '../roles/roles.ts'
import { AuditCheckpoints, isSignedByUs, signCheckpoint } from './checkpoint.ts'
import type { AuditDeps } from './deps.ts'
import type { AuditCheckpoint, AuditEntry } from './entry.ts'
import { exportAudit } from './export-audit.ts'
import { pruneAudit } from './prune-audit.ts'
import { verifyAudit } from './verify-audit.ts'
import { type ExportLine, verifyExport } from './verify-export.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

let test: TestDeps
let audit: AuditDeps

before(async () => {
  test = await openTestDeps()
  audit = { ...test.deps, signer: test.keyward.signer }
})
after(() => test.close())

/** An account with so many entries in its log. */
async function accountWith(entries: number): Promise<string> {
  const { id } = await addAccount(test.deps, OPERATOR, { name: 'name 1' })
  await addEntries(id, entries - 1)
  return id
}

let names = 1
async function addEntries(id: string, entries: number): Promise<void> {
  for (let i = 0; i < entries; i++) {
    names++
    await updateAccount(test.deps, OPERATOR, id, { name: `name ${names}` })
  }
}

const of = (chain: string) => (made: readonly AuditCheckpoint[]) =>
  made.filter((each) => each.chain === chain)

describe('checkpoints', () => {
  it('are made at once for a log without one, and then after an hour if something was written', async () => {
    const id = await accountWith(3)
    const checkpoints = new AuditCheckpoints(audit)
    const mine = of(id)
    const [first] = mine(await checkpoints.run())
    assert.equal(first?.number, 3)
    assert.ok(first && isSignedByUs(audit.signer, first))
    await addEntries(id, 2)
    test.clock.advance(HOUR_MS - 1)
    assert.deepEqual(mine(await checkpoints.run()), [])
    test.clock.advance(1)
    assert.equal(mine(await checkpoints.run())[0]?.number, 5)
    test.clock.advance(10 * HOUR_MS)
    assert.deepEqual(mine(await checkpoints.run()), [])
    assert.deepEqual(
      (await audit.store.audit.checkpoints(id)).map(({ number }) => number),
      [3, 5],
    )
  })

  it('are made after 1,000 entries without waiting', async () => {
    const id = await accountWith(1)
    const checkpoints = new AuditCheckpoints(audit)
    await checkpoints.run()
    await audit.store.transaction(async (tx) => {
      for (let number = 0; number < 999; number++) await tx.audit.append(event(id, number))
    })
    assert.deepEqual(of(id)(await checkpoints.run()), [])
    await audit.store.audit.append(event(id, 999))
    assert.equal(of(id)(await checkpoints.run())[0]?.number, 1_001)
  })

  it('are not repeated by a server that starts anew', async () => {
    const id = await accountWith(2)
    await new AuditCheckpoints(audit).run()
    await addEntries(id, 1)
    assert.deepEqual(of(id)(await new AuditCheckpoints(audit).run()), [])
  })

  it('with any altered part are not signed by us', async () => {
    const id = await accountWith(2)
    const [checkpoint] = of(id)(await new AuditCheckpoints(audit).run())
    assert.ok(checkpoint)
    const altered: readonly Partial<AuditCheckpoint>[] = [
      { chain: '1' },
      { number: 1 },
      { hash: '0'.repeat(64) },
      { atMs: 1 },
      { signature: `${checkpoint.signature.slice(0, -4)}AAAA` },
      { signature: '' },
    ]
    for (const change of altered) assert.ok(!isSignedByUs(audit.signer, { ...checkpoint, ...change }))
  })
})

describe('verifying the log', () => {
  it('finds nothing in a log that nobody touched, and counts what it followed', async () => {
    const id = await accountWith(3)
    await new AuditCheckpoints(audit).run()
    const report = await verifyAudit(audit, OPERATOR)
    assert.deepEqual(report.problems, [])
    const heads = await audit.store.audit.chains()
    assert.equal(report.chains, heads.length)
    assert.ok(report.entries >= 3 && report.checkpoints >= 1)
    assert.ok(heads.some(({ chain }) => chain === id))
  })

  it('tells that a tail is missing, from a checkpoint kept elsewhere', async () => {
    const id = await accountWith(2)
    const number = 7
    const hash = 'ab'.repeat(32)
    const kept = { chain: id, number, hash, atMs: 1 }
    const [made] = await checkpointsOf(kept)
    const { problems } = await verifyAudit(audit, OPERATOR, [made])
    assert.deepEqual(problems, [
      { chain: id, number, problem: 'is missing, but a signed checkpoint names it' },
    ])
  })

  it('tells that a whole chain is missing', async () => {
    const [made] = await checkpointsOf({ chain: '777777', number: 1, hash: 'ab'.repeat(32), atMs: 1 })
    const { problems } = await verifyAudit(audit, OPERATOR, [made])
    assert.deepEqual(
      problems.map(({ chain }) => chain),
      ['777777'],
    )
  })

  it('does not believe a checkpoint that this installation did not sign', async () => {
    const id = await accountWith(2)
    const forged = { chain: id, number: 1, hash: 'ab'.repeat(32), atMs: 1, signature: 'audit-1.AAAA' }
    const { problems } = await verifyAudit(audit, OPERATOR, [forged])
    assert.deepEqual(problems, [{ chain: id, number: 1, problem: 'has a checkpoint with a wrong signature' }])
  })

  it('is for operators', async () => {
    const id = await accountWith(1)
    const { user } = await makeUser(test.deps, id, 'curious', { roles: [USER_ADMIN] })
    const refusal = { name: 'DomainError', code: 'actor.forbidden' }
    await assert.rejects(verifyAudit(audit, keyActor(user)), refusal)
    await assert.rejects(exportAudit(audit, keyActor(user), null).next(), refusal)
    await assert.rejects(pruneAudit(audit, keyActor(user), 0), refusal)
    const owner = await makeOwner(test.deps)
    assert.deepEqual((await verifyAudit(audit, keyActor(owner.user))).problems, [])
  })
})

describe('pruning', () => {
  it('cuts at the last checkpoint that is old enough, leaves a marker, and the log verifies', async () => {
    const id = await accountWith(4)
    const checkpoints = new AuditCheckpoints(audit)
    await checkpoints.run()
    await addEntries(id, 3)
    test.clock.advance(HOUR_MS)
    const untilMs = test.clock.now()
    await addEntries(id, 1)
    await checkpoints.run()
    test.clock.advance(DAY_MS)
    const pruned = (await pruneAudit(audit, OPERATOR, untilMs)).filter(({ chain }) => chain === id)
    assert.deepEqual(pruned, [{ chain: id, throughNumber: 4, entries: 4 }])
    const kept = await audit.store.audit.page(id, 0, 100)
    assert.deepEqual(
      kept.map(({ number }) => number),
      [5, 6, 7, 8, 9],
    )
    assert.equal(kept.at(-1)?.action, 'audit.prune')
    assert.equal(kept.at(-1)?.details['throughNumber'], 4)
    assert.deepEqual((await verifyAudit(audit, OPERATOR)).problems, [])
    assert.deepEqual((await verifyExport(linesOf(exportAudit(audit, OPERATOR, id)))).problems, [])
  })

  it('can be repeated', async () => {
    const id = await accountWith(2)
    const checkpoints = new AuditCheckpoints(audit)
    for (const _ of [1, 2, 3]) {
      await checkpoints.run()
      test.clock.advance(DAY_MS)
      await addEntries(id, 2)
      await pruneAudit(audit, OPERATOR, test.clock.now())
    }
    assert.deepEqual((await verifyAudit(audit, OPERATOR)).problems, [])
    assert.ok(((await audit.store.audit.page(id, 0, 1))[0]?.number ?? 0) > 2)
  })

  it('removes nothing without a checkpoint', async () => {
    const id = await accountWith(3)
    test.clock.advance(DAY_MS)
    const pruned = await pruneAudit(audit, OPERATOR, test.clock.now())
    assert.ok(pruned.every(({ chain }) => chain !== id))
    assert.equal((await audit.store.audit.page(id, 0, 100)).length, 3)
  })

  it('refuses a moment to come', async () => {
    const pruning = pruneAudit(audit, OPERATOR, test.clock.now() + 1)
    await assert.rejects(pruning, { name: 'DomainError', code: 'input.invalid' })
  })
})

describe('an export', () => {
  it('holds every entry and checkpoint of a chain, and verifies without the database', async () => {
    const id = await accountWith(5)
    await new AuditCheckpoints(audit).run()
    const lines = await textOf(exportAudit(audit, OPERATOR, id))
    assert.equal(lines.length, 6)
    assert.ok(lines.every((line) => line.endsWith('\n') && line.indexOf('\n') === line.length - 1))
    const report = await verifyExport(linesOf(lines))
    assert.deepEqual(report, { chains: 1, entries: 5, problems: [] })
  })

  it('of everything holds all chains', async () => {
    const report = await verifyExport(linesOf(exportAudit(audit, OPERATOR, null)))
    assert.equal(report.chains, (await audit.store.audit.chains()).length)
    assert.deepEqual(report.problems, [])
  })

  it('of a chain that does not exist is refused', async () => {
    const exporting = exportAudit(audit, OPERATOR, '424242').next()
    await assert.rejects(exporting, { name: 'DomainError', code: 'account.not_found' })
  })

  const tampering: Readonly<Record<string, (lines: ExportLine[]) => ExportLine[]>> = {
    'with a removed line': (lines) => lines.toSpliced(2, 1),
    'without its first lines': (lines) => lines.slice(2),
    'without its last entry': (lines) => lines.toSpliced(4, 1),
    'with two lines exchanged': (lines) =>
      [lines[1], lines[0], ...lines.slice(2)].filter((line) => line !== undefined),
    'with a line twice': (lines) => [lines[0], ...lines].filter((line) => line !== undefined),
    'with a changed line': (lines) =>
      lines.map((line, index) =>
        index === 1 && line.kind === 'entry'
          ? { kind: 'entry', entry: { ...line.entry, actor: 'nobody' } }
          : line,
      ),
    'with a checkpoint of another log': (lines) =>
      lines.map((line) =>
        line.kind === 'checkpoint'
          ? { kind: 'checkpoint', checkpoint: { ...line.checkpoint, hash: 'cd'.repeat(32) } }
          : line,
      ),
  }
  for (const [what, tamper] of Object.entries(tampering)) {
    it(`${what} does not verify`, async () => {
      const id = await accountWith(5)
      await new AuditCheckpoints(audit).run()
      const lines: ExportLine[] = []
      for await (const line of linesOf(exportAudit(audit, OPERATOR, id))) lines.push(line)
      assert.notDeepEqual((await verifyExport(inTurn(tamper(lines)))).problems, [])
    })
  }
})

function event(chain: string, number: number) {
  return {
    chain,
    atMs: test.clock.now(),
    actor: 'test',
    action: 'test',
    target: `t${number}`,
    outcome: 'done',
    source: 'local',
    details: {},
  } as const
}

async function checkpointsOf(point: Omit<AuditCheckpoint, 'signature'>): Promise<[AuditCheckpoint]> {
  return [signCheckpoint(audit.signer, point, point.atMs)]
}

async function textOf(lines: AsyncIterable<string>): Promise<readonly string[]> {
  const all: string[] = []
  for await (const line of lines) all.push(line)
  return all
}

async function* inTurn<T>(items: Iterable<T>): AsyncGenerator<T> {
  yield* items
}

async function* linesOf(lines: AsyncIterable<string> | Iterable<string>): AsyncGenerator<ExportLine> {
  for await (const line of lines) {
    const parsed: AuditEntry & { readonly checkpoint?: AuditCheckpoint } = JSON.parse(line)
    yield parsed.checkpoint
      ? { kind: 'checkpoint', checkpoint: parsed.checkpoint }
      : { kind: 'entry', entry: parsed }
  }
}
