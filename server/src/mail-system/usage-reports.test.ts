import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { dict } from './dict.ts'
import { ANN, aStore, NO_APP_PASSWORDS, NO_SPAM_SETTINGS } from './testing.ts'

const errors: unknown[] = []

/** A connection as Dovecot 2.3.19 opens it, and what it has had written down. */
async function reporting(dictionary = 'quota') {
  const written: [string, number][] = []
  const noteUsage = async (address: string, usageMb: number) => {
    if (address === 'broken@x.example') throw new Error('the database is away')
    written.push([address, usageMb])
  }
  const stores = { delivery: aStore(), appPasswords: NO_APP_PASSWORDS, ...NO_SPAM_SETTINGS }
  const protocol = dict(stores, noteUsage, (error) => errors.push(error))
  await protocol.answer(`H3\t2\t0\t\t${dictionary}`)
  const say = async (...lines: readonly string[]) => {
    const answers: unknown[] = []
    for (const line of lines) answers.push(await protocol.answer(line))
    return answers
  }
  return { written, say }
}
const report = (id: number, bytes: number | string, user = ANN.address) => [
  `B${id}\t${user}`,
  `S${id}\tpriv/quota/storage\t${bytes}`,
  `S${id}\tpriv/quota/messages\t7`,
]

describe('what a mailbox holds', () => {
  test('is written when the report of it ends, and that is all that is answered', async () => {
    const { written, say } = await reporting()
    assert.deepEqual(await say(...report(1, 3_000_000)), [null, null, null])
    assert.deepEqual(written, [])
    assert.deepEqual(await say('C1'), ['O1\n'])
    assert.deepEqual(written, [[ANN.address, 3]])
  })

  test('is in megabytes, begun ones counted: only an empty mailbox holds nothing', async () => {
    const { written, say } = await reporting()
    for (const bytes of [0, 1, 1_048_576, 1_048_577]) await say(...report(1, bytes), 'C1')
    assert.deepEqual(
      written.map(([, megabytes]) => megabytes),
      [0, 1, 1, 2],
    )
  })

  test('is that of the mailbox, whatever tag and case its mail came with', async () => {
    const { written, say } = await reporting()
    await say(...report(1, 1, 'Ann+shop@X.example'), 'C1')
    assert.deepEqual(written, [[ANN.address, 1]])
  })

  test('is kept apart where several reports are open at once', async () => {
    const { written, say } = await reporting()
    await say(...report(1, 1), ...report(2, 2_000_000, 'bob@x.example'), 'C2', 'C1')
    assert.deepEqual(written, [
      ['bob@x.example', 2],
      [ANN.address, 1],
    ])
  })

  for (const [about, lines] of [
    ['is taken back', [...report(1, 5), 'R1', 'C1']],
    ['was never begun', ['S1\tpriv/quota/storage\t5', 'C1']],
    ['tells of no bytes', [`B1\t${ANN.address}`, 'S1\tpriv/quota/messages\t5', 'C1']],
    ['tells of nobody', [...report(1, 5, ''), 'C1']],
    ['tells of something else', [`B1\t${ANN.address}`, 'S1\tpriv/quota/other\t5', 'C1']],
    ['has ended before', [...report(1, 5).slice(0, 1), 'C1', 'S1\tpriv/quota/storage\t5', 'C1']],
    ...['-1', '1e3', '', ' 5', '0x5', '9'.repeat(16)].map((bytes): [string, string[]] => [
      `counts ${JSON.stringify(bytes)} bytes`,
      [...report(1, bytes), 'C1'],
    ]),
  ] as const)
    test(`is not written by a report that ${about}, though its end is answered`, async () => {
      const { written, say } = await reporting()
      assert.equal((await say(...lines)).at(-1), 'O1\n')
      assert.deepEqual(written, [])
    })

  test('is written in its own dictionary alone, where nothing can be looked up', async () => {
    for (const dictionary of ['auth', 'sieve', '']) {
      const { written, say } = await reporting(dictionary)
      for (const answer of await say(...report(1, 5), 'C1')) assert.match(String(answer), /^F/)
      assert.deepEqual(written, [])
    }
    const { say } = await reporting()
    for (const key of [`shared/userdb/${ANN.address}`, `shared/passdb/imap/127.0.0.1/${ANN.address}/secret`])
      assert.deepEqual(await say(`L${key}\t${ANN.address}`), ['N\n'])
  })

  test('that cannot be written now is told as failed, and the next report is taken', async () => {
    const { written, say } = await reporting()
    errors.length = 0
    assert.match(String((await say(...report(1, 5, 'broken@x.example'), 'C1')).at(-1)), /^F/)
    assert.equal(errors.length, 1)
    await say(...report(1, 5), 'C1')
    assert.deepEqual(written, [[ANN.address, 1]])
  })

  test('is a whole number of somebody, whatever comes', async () => {
    const { written, say } = await reporting()
    const line = fc.tuple(fc.constantFrom('B', 'S', 'C', 'R', 'T', 'U', 'X', ''), fc.array(fc.string()))
    const lines = fc.array(line.map(([kind, words]) => `${kind}1\t${words.join('\t')}`))
    await fc.assert(
      fc.asyncProperty(lines, async (sent) => {
        await say(...sent, 'R1')
        for (const [address, megabytes] of written)
          assert.ok(address.includes('@') && Number.isInteger(megabytes) && megabytes >= 0)
      }),
    )
  })
})
