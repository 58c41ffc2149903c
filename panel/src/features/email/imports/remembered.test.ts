import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { rememberedMapping, rememberMapping } from './remembered.ts'
import { ALIASES, MAILBOXES } from './sorts.ts'

before(() => {
  const kept = new Map<string, string>()
  const localStorage = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => kept.set(name, value),
  }
  Object.assign(globalThis, { localStorage })
})

test('what columns were said to be is known for a file of the same columns, and for no other', () => {
  const columns = ['Login', 'Wort', 'Egal']
  assert.equal(rememberedMapping(MAILBOXES, columns), null)
  rememberMapping(MAILBOXES, { columns, mapping: ['username', 'password', null] })
  assert.deepEqual(rememberedMapping(MAILBOXES, columns), ['username', 'password', null])
  assert.equal(rememberedMapping(MAILBOXES, ['Login', 'Wort']), null)
  assert.equal(rememberedMapping(MAILBOXES, ['Wort', 'Login', 'Egal']), null)
  assert.equal(rememberedMapping(ALIASES, columns), null)
})
