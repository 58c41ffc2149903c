import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { type Asker, fill, withDomain, world } from './mail-testing.ts'

describe('a letter to everybody, in the native API', () => {
  let admin: Asker
  let domain: string
  before(async () => {
    Object.assign(world.http.deps, { sendsMail: true })
    ;({ admin, domain } = await withDomain())
    await fill(admin, domain, ['anna', 'ben'])
  })
  const waiting = async () => (await world.http.deps.store.outbox.state()).waiting
  const letter = () => ({ fromAddress: `anna@${domain}`, subject: 'Hello', text: 'Hello, everybody.' })
  const write = (body: unknown, query = '') =>
    admin.ask('POST', `/domains/${domain}/announcements${query}`, body)

  test('is answered with how many get it; tried out nobody does', async () => {
    const tried = await write(letter(), '?dryRun=true')
    assert.deepEqual([tried.statusCode, tried.json(), await waiting()], [201, { recipients: 2 }, 0])
    const sent = await write({ ...letter(), fromName: 'The office' })
    assert.deepEqual([sent.statusCode, sent.json(), await waiting()], [201, { recipients: 2 }, 1])
    const again = await write(letter())
    assert.deepEqual([again.statusCode, again.json().code], [429, 'throttled'])
    assert.equal(again.headers['retry-after'], '300')
  })

  test('is refused naming the field that is wrong', async () => {
    for (const [field, value] of [
      ['fromAddress', 'anna@elsewhere.example'],
      ['fromName', 'A\nB'],
      ['subject', ''],
      ['text', '  '],
      ['text', 5],
    ] as const) {
      const answer = await write({ ...letter(), [field]: value })
      assert.deepEqual([answer.statusCode, answer.json().field], [400, field], field)
    }
  })

  test('is refused in words where the server sends no mail', async () => {
    Object.assign(world.http.deps, { sendsMail: false })
    const answer = await write(letter())
    assert.equal(answer.statusCode, 400)
    assert.match(answer.json().detail, /sends no mail/)
  })
})
