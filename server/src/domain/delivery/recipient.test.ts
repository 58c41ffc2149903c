import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { anyCharacter } from '../../../../tests/support/any-character.ts'
import { isMailbox, recipientOf, redirected, senders } from './recipient.ts'
import type { DeliveryTarget } from './stores.ts'

const mailbox = (...forwardTo: string[]): DeliveryTarget => ({
  kind: 'mailbox',
  forwardTo,
  keepForwarded: false,
  answers: false,
})

const TARGETS: Readonly<Record<string, DeliveryTarget>> = {
  'ann@x.example': mailbox(),
  'bob@x.example': mailbox('bob@elsewhere.example'),
  'cat@x.example': {
    kind: 'mailbox',
    forwardTo: ['a@e.example', 'b@e.example'],
    keepForwarded: true,
    answers: false,
  },
  'team@x.example': { kind: 'alias', addresses: ['ann@x.example', 'out@e.example'] },
  'all@x.example': { kind: 'list', addresses: ['ann@x.example', 'cat@x.example'] },
  'empty@x.example': { kind: 'alias', addresses: [] },
}
const store = {
  target: async (address: string) => TARGETS[address] ?? null,
  catchAll: async (domain: string) => (domain === 'caught.example' ? 'ann@x.example' : null),
  ownName: async (domain: string) => (domain === 'too.example' ? 'x.example' : null),
}

describe('a recipient', () => {
  test('is taken apart at its last @ and its first +, in lower case', () => {
    assert.deepEqual(recipientOf('Ann+New+S@X.Example'), {
      whole: 'ann+new+s@x.example',
      plain: 'ann@x.example',
      domain: 'x.example',
      tag: '+new+s',
    })
    assert.equal(recipientOf('+x@x.example')?.plain, '+x@x.example')
    assert.equal(recipientOf('a@b@x.example')?.domain, 'x.example')
  })

  for (const none of [
    '',
    '@',
    'ann',
    '@x.example',
    'ann@',
    'a nn@x.example',
    'ann@x.example\n',
    'ann@\u212a.example',
  ])
    test(`is not ${JSON.stringify(none)}`, () => assert.equal(recipientOf(none), null))

  test('of any length and letters is either one or none, and never longer than addresses are', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, maxLength: 400 }), (text) => {
        const found = recipientOf(`${text}@x.example`)
        assert.ok(!found || (found.whole.length <= 254 && found.whole === found.whole.toLowerCase()))
      }),
    )
  })

  test('put together again is what it was', () => {
    const name = fc.stringMatching(/^[a-z0-9._-]{1,20}$/)
    fc.assert(
      fc.property(name, fc.stringMatching(/^(\+[a-z0-9+]{0,9})?$/), (local, tag) => {
        const found = recipientOf(`${local}${tag}@x.example`)
        assert.deepEqual([found?.plain, found?.tag], [`${local}@x.example`, tag])
      }),
    )
  })
})

describe('mail', () => {
  test('to a mailbox stays where it is, whatever its letters and its tag', async () => {
    for (const address of ['ann@x.example', 'ANN@X.example', 'ann+shop@x.example']) {
      assert.equal(await redirected(store, address), null)
      assert.equal(await isMailbox(store, address), true)
    }
  })

  test('goes on to where a mailbox forwards, and to itself only if a copy is kept', async () => {
    assert.deepEqual(await redirected(store, 'bob@x.example'), ['bob@elsewhere.example'])
    const kept = ['cat@x.example', 'a@e.example', 'b@e.example']
    assert.deepEqual(await redirected(store, 'cat@x.example'), kept)
  })

  test('that goes on without a copy comes here as well while its owner is away', async () => {
    const away = { kind: 'mailbox', forwardTo: ['a@e.example'], keepForwarded: false, answers: true } as const
    const lookups = { ...store, target: async () => away }
    assert.deepEqual(await redirected(lookups, 'ann+t@x.example'), ['ann+t@x.example', 'a+t@e.example'])
    const stays = { ...store, target: async () => ({ ...away, forwardTo: [] }) }
    assert.equal(await redirected(stays, 'ann@x.example'), null)
  })

  test('that would come round again stays where it began, too, however long the way is', async () => {
    const round = (length: number): Readonly<Record<string, DeliveryTarget>> =>
      Object.fromEntries(
        Array.from({ length }, (_, at) => [`m${at}@x.example`, mailbox(`m${(at + 1) % length}@x.example`)]),
      )
    for (const length of [1, 2, 3, 50]) {
      const targets = round(length)
      const found = await redirected(
        { ...store, target: async (address) => targets[address] ?? null },
        'm0@x.example',
      )
      assert.deepEqual(found, ['m0@x.example', `m${1 % length}@x.example`])
    }
    // Leading into a round is not being on it.
    const into = new Map([...Object.entries(round(2)), ['in@x.example', mailbox('m0@x.example')]])
    const lookups = { ...store, target: async (address: string) => into.get(address) ?? null }
    assert.deepEqual(await redirected(lookups, 'in@x.example'), ['m0@x.example'])
  })

  test('that would come round by an alternate name of the domain stays, too', async () => {
    const target = async (address: string) =>
      address === 'ann@x.example' ? mailbox('ann@too.example') : null
    const found = await redirected({ ...store, target }, 'ann@x.example')
    assert.deepEqual(found, ['ann@x.example', 'ann@too.example'])
  })

  test('that an alias and a mailbox send each other stays with the mailbox, which the alias alone would send back', async () => {
    const targets: Readonly<Record<string, DeliveryTarget>> = {
      'team@x.example': { kind: 'alias', addresses: ['ann@x.example', 'bob@x.example'] },
      'ann@x.example': mailbox('all@x.example'),
      'all@x.example': { kind: 'list', addresses: ['team@x.example'] },
      'one@x.example': { kind: 'alias', addresses: ['two@too.example'] },
      'two@x.example': { kind: 'alias', addresses: ['one@x.example', 'bob@x.example'] },
    }
    const lookups = { ...store, target: async (address: string) => targets[address] ?? null }
    const asked = (name: string) => redirected(lookups, `${name}@x.example`)
    assert.deepEqual(await asked('team'), ['ann@x.example', 'bob@x.example'])
    assert.deepEqual(await asked('all'), ['team@x.example'])
    assert.deepEqual(await asked('ann'), ['ann@x.example', 'all@x.example'])
    assert.deepEqual(await asked('one'), ['one@x.example', 'two@too.example'])
    assert.deepEqual(await asked('two'), ['two@x.example', 'one@x.example', 'bob@x.example'])
  })

  test('takes its tag along', async () => {
    assert.deepEqual(await redirected(store, 'Team+A@x.example'), ['ann+a@x.example', 'out+a@e.example'])
    assert.deepEqual((await redirected(store, 'cat+b@x.example'))?.[0], 'cat+b@x.example')
  })

  test('to nobody goes where its domain catches it, and nowhere in another domain', async () => {
    for (const address of ['nobody@caught.example', 'NO+tag@Caught.example'])
      assert.deepEqual(await redirected(store, address), ['ann@x.example'])
    assert.equal(await isMailbox(store, 'nobody@caught.example'), false)
    assert.deepEqual(await senders(store, 'nobody@caught.example'), [])
  })

  test('to an alternate name of a domain goes to who has that name in the domain, with its tag', async () => {
    assert.deepEqual(await redirected(store, 'Ann+A@Too.example'), ['ann+a@x.example'])
    assert.deepEqual(await redirected(store, 'team@too.example'), ['team@x.example'])
    // Accepted, it would have to be sent back to whoever its sender says to be.
    assert.equal(await redirected(store, 'nobody@too.example'), null)
    assert.equal(await isMailbox(store, 'ann@too.example'), false)
    assert.deepEqual(await senders(store, 'ann+b@too.example'), ['ann@x.example'])
    assert.deepEqual(await senders(store, 'nobody@too.example'), [])
  })

  test('to an alias is nobody’s own, and to nobody is nobody’s', async () => {
    for (const address of ['team@x.example', 'nobody@x.example', 'x.example', ''])
      assert.equal(await isMailbox(store, address), false)
    assert.equal(await redirected(store, 'nobody@x.example'), null)
  })
})

describe('an address', () => {
  test('of a mailbox is its own to send as, where its mail goes on to as well', async () => {
    assert.deepEqual(await senders(store, 'Bob+x@x.example'), ['bob@x.example'])
  })

  test('of an alias is that of its members; any other nobody sends as', async () => {
    assert.deepEqual(await senders(store, 'team@x.example'), ['ann@x.example', 'out@e.example'])
    assert.deepEqual(await redirected(store, 'all@x.example'), ['ann@x.example', 'cat@x.example'])
    for (const none of ['empty@x.example', 'all@x.example', 'nobody@x.example', 'x', '<>', ''])
      assert.deepEqual(await senders(store, none), [])
  })
})
