import assert from 'node:assert/strict'
import { once } from 'node:events'
import { after, before, describe, test } from 'node:test'
import { aDomain, aList } from '../../../tests/support/hosted-mail.ts'
import { type Listening, questionServer } from './ask-socket.ts'
import { senderRules } from './decide.ts'
import { policyService } from './policy.ts'
import { socketmap } from './socketmap.ts'
import { aStore, askerAt } from './testing.ts'

let listening: Listening
const errors: unknown[] = []
const endedAtMs: number | null = null
const stores = {
  delivery: aStore(),
  sessionEnds: { lastOf: async () => endedAtMs },
  lists: {
    find: async (address: string) =>
      address === 'all@x.example'
        ? aList(aDomain({ name: 'x.example' }), 'all', [], { posting: 'chosen' })
        : null,
  },
}
const note = (error: unknown) => void errors.push(error)

before(async () => {
  listening = questionServer({
    socketmap: socketmap(aStore(), note),
    policy: policyService(senderRules({ stores, clock: { now: () => 1_000 } }), note),
    http: (_, response) => response.end('web'),
  })
  listening.server.listen(0, '127.0.0.1')
  await once(listening.server, 'listening')
})
after(() => listening.close())

const policyRequest = (sasl: string) => `request=smtpd_access_policy\nsasl_username=${sasl}\nsender=a@b\n\n`
const isAction = (answer: string) => answer.endsWith('\n\n')

describe('one port', () => {
  test('answers tables, many on one connection and in their order', async () => {
    const asker = await askerAt(listening.server)
    const answer = await asker.ask(
      '17:domains x.example,17:domains y.example,25:senders team@x.example   ,'.replace('25:', '25:'),
      (text) => text.split(',').length > 3,
    )
    assert.ok(answer.startsWith('7:OK here,9:NOTFOUND ,'))
    asker.socket.destroy()
  })

  test('answers one that comes a byte at a time', async () => {
    const asker = await askerAt(listening.server)
    const bytes = [...'17:domains x.example']
    for (const byte of bytes) asker.socket.write(byte)
    assert.equal(await asker.ask(',', (text) => text.endsWith(',')), '7:OK here,')
    asker.socket.destroy()
  })

  test('decides about senders: whoever is signed in to a mailbox that is there goes on', async () => {
    const asker = await askerAt(listening.server)
    assert.equal(await asker.ask(policyRequest('ann@x.example'), isAction), 'action=DUNNO\n\n')
    assert.equal(await asker.ask(policyRequest(''), isAction), 'action=DUNNO\n\n')
    assert.match(await asker.ask(policyRequest('gone@x.example'), isAction), /^action=521 5\.7\.1 /)
    const toList = policyRequest('ann@x.example').replace('\n\n', '\nrecipient=all@x.example\n\n')
    assert.match(await asker.ask(toList, isAction), /^action=550 5\.7\.1 /)
    // Not known now: the sender tries again.
    assert.match(await asker.ask(policyRequest('broken@x.example'), isAction), /^action=451 4\.3\.0 /)
    asker.socket.destroy()
  })

  test('speaks HTTP', async () => {
    const address = listening.server.address()
    const port = typeof address === 'object' ? address?.port : 0
    assert.equal(await (await fetch(`http://127.0.0.1:${port}/`, { method: 'POST' })).text(), 'web')
  })

  for (const nonsense of ['1a:x,', '5:hello;', `9999:${'x'.repeat(200)}`.repeat(200)])
    test(`hangs up on nonsense: ${nonsense.slice(0, 12)}`, async () => {
      const asker = await askerAt(listening.server)
      asker.socket.write(nonsense)
      assert.equal(await asker.rest(), '')
    })

  test('hangs up on a request without an end', async () => {
    const asker = await askerAt(listening.server)
    asker.socket.write(`request=${'x'.repeat(40_000)}`)
    assert.equal(await asker.rest(), '')
  })

  test('is not stopped by those who leave in the middle', async () => {
    for (const part of ['17:dom', 'requ', 'POST / HT', '']) {
      const asker = await askerAt(listening.server)
      asker.socket.write(part)
      asker.socket.resetAndDestroy()
    }
    const asker = await askerAt(listening.server)
    assert.equal(await asker.ask('17:domains x.example,', (text) => text.endsWith(',')), '7:OK here,')
    asker.socket.destroy()
  })
})
