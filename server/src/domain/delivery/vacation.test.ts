import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { anyCharacter } from '../../../../tests/support/any-character.ts'
import type { DeliveryTarget, MailboxHolder } from './stores.ts'
import { vacationScript } from './vacation.ts'

type Mailbox = Extract<DeliveryTarget, { kind: 'mailbox' }>

const HOLDER: MailboxHolder = {
  id: 'a',
  accountId: '100001',
  address: 'ann@x.example',
  passwordHash: '',
  signsIn: true,
  mustChangePassword: false,
  protocols: [],
  quotaMb: 1,
  vacationMessage: 'away',
}

const PLAIN: Mailbox = { kind: 'mailbox', forwardTo: [], keepForwarded: false, answers: true }

const scriptFor = (
  vacationMessage: string | null,
  address = 'ann@x.example',
  aliases: string[] = [],
  target: Mailbox = PLAIN,
) =>
  vacationScript(
    {
      holder: async (asked) => (asked === HOLDER.address ? { ...HOLDER, vacationMessage } : null),
      aliasesTo: async () => aliases,
      target: async (asked) => (asked === HOLDER.address ? target : null),
      ownName: async () => null,
      catchAll: async () => null,
    },
    address,
  )

test('who is away answers for the own address and each alias', async () => {
  const script = await scriptFor('Back on Monday.', 'Ann+x@x.example', ['team@x.example'])
  const expected =
    'require "vacation";\nvacation :days 1 :addresses ["ann@x.example", "team@x.example"] "Back on Monday.";\n'
  assert.equal(script?.text, expected)
})

test('what is forwarded without a copy is answered and not kept', async () => {
  const out = { ...PLAIN, forwardTo: ['far@e.example'] }
  const text = async (target: Mailbox) => (await scriptFor('x', 'ann@x.example', [], target))?.text ?? ''
  assert.match(await text(out), /;\ndiscard;\n$/)
  const kept: readonly Mailbox[] = [
    PLAIN,
    { ...out, keepForwarded: true },
    { ...out, forwardTo: [HOLDER.address] },
  ]
  // The last one comes round: nobody else has it.
  for (const target of kept) assert.doesNotMatch(await text(target), /discard/)
})

test('who is not away, and who is not there, answers nothing', async () => {
  assert.equal(await scriptFor(null), null)
  assert.equal(await scriptFor('x', 'nobody@x.example'), null)
  assert.equal(await scriptFor('x', 'nonsense'), null)
})

test('another text is another script', async () => {
  const ids = await Promise.all(['a', 'b', 'a'].map(async (text) => (await scriptFor(text))?.id))
  assert.equal(new Set(ids).size, 2)
  assert.notEqual((await scriptFor('a', 'ann@x.example', ['t@x.example']))?.id, ids[0])
})

test('a text is one string of the script, whatever stands in it', async () => {
  const hostile = fc.constantFrom('"; discard; #', '\\"', '\\', '"', '\r\n.\r\n', '\0', 'text:\n.\n')
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: anyCharacter }), hostile, async (text, more) => {
      const script = await scriptFor(text + more)
      // What a Sieve parser sees: everything between two quotes that are not behind a backslash.
      const strings = script?.text.match(/"(?:[^"\\]|\\["\\])*"/gs) ?? []
      assert.equal(strings.length, 3)
      const rest = strings.reduce((left, string) => left.replace(string, ''), script?.text ?? '')
      assert.equal(rest, 'require ;\nvacation :days 1 :addresses [] ;\n')
    }),
  )
})
