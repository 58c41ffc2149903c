import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isFitFor } from './acts.ts'
import { mailboxesAddress, mailboxesAskedIn, mailboxesQuestion, sortBy } from './filter.ts'
import { suggestPassword } from './suggestPassword.ts'

test('a suggested password has three kinds of characters, whatever chance says', () => {
  const numbers = fc.uint32Array({ minLength: 32, maxLength: 32 })
  fc.assert(
    fc.property(numbers, (random) => {
      const password = suggestPassword(random)
      assert.equal(password.length, 20)
      for (const kind of [/[a-z]/, /[A-Z]/, /[2-9]/]) assert.match(password, kind)
    }),
  )
})

const NOTHING = mailboxesAskedIn('')

test('what is asked for stands in the address, and comes back out of it', () => {
  const text = fc.string({ maxLength: 20 })
  fc.assert(
    fc.property(
      fc.record({ text, domain: text, state: text, only: text, alias: text, sort: text }),
      (asked) => {
        const address = mailboxesAddress(asked)
        assert.deepEqual(mailboxesAskedIn(new URL(address, 'http://x').search), { ...asked })
      },
    ),
  )
})

test('what makes no sense is not asked of the server', () => {
  assert.deepEqual(mailboxesQuestion({ ...NOTHING, state: 'odd', only: 'constructor', sort: '-odd' }), {})
  for (const alias of ['', ' ', 'team', 'team@', 'team@b', '@b.example'])
    assert.deepEqual(mailboxesQuestion({ ...NOTHING, alias }), {})
  assert.deepEqual(mailboxesQuestion({ ...NOTHING, alias: ' team@b.example' }), { alias: 'team@b.example' })
  const asked = {
    ...{ text: ' a ', domain: 'b.example', state: 'blocked', only: 'forwards', sort: '-usage' },
    alias: '',
  }
  const question = { text: 'a', domain: 'b.example', state: 'blocked', forwards: true, sort: '-usage' }
  assert.deepEqual(mailboxesQuestion(asked), question)
})

test('a column sorts by what people look for first, then the other way round', () => {
  assert.deepEqual(sortBy(NOTHING, 'address'), { now: 'ascending', to: '/email/mailboxes?sort=-address' })
  assert.deepEqual(sortBy(NOTHING, 'usage'), { now: null, to: '/email/mailboxes?sort=-usage' })
  const down = { ...NOTHING, sort: '-usage' }
  assert.deepEqual(sortBy(down, 'usage'), { now: 'descending', to: '/email/mailboxes?sort=usage' })
  assert.deepEqual(sortBy(down, 'address'), { now: null, to: '/email/mailboxes' })
})

test('each state of a mailbox has its acts', () => {
  const acts = ['block', 'unblock', 'delete', 'restore'] as const
  const fit = (enabled: boolean, restorableUntil: string | null) =>
    acts.filter((act) => isFitFor(act, { ...MAILBOX, enabled, restorableUntil }))
  assert.deepEqual(fit(true, null), ['block', 'delete'])
  assert.deepEqual(fit(false, null), ['unblock', 'delete'])
  assert.deepEqual(fit(true, '2026-01-01T00:00:00Z'), ['restore'])
})

const MAILBOX = {
  id: 'f'.repeat(32),
  address: 'a@b.example',
  displayName: '',
  quotaMb: 1,
  usageMb: 0,
  enabled: true,
  forwardTo: [],
  keepForwarded: false,
  vacationEnabled: false,
  createdAt: '2026-01-01T00:00:00Z',
  lastSignInAt: null,
  restorableUntil: null,
} as const
