import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { rememberedMapping, rememberMapping } from './remembered.ts'
import { ALIASES, MAILBOXES } from './sorts.ts'

const kept = new Map<string, string>()

before(() => {
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

test('the names themselves are not kept: in a file without them they are the first row, with its password', () => {
  rememberMapping(MAILBOXES, { columns: ['anna', 'S3cret-of-anna'], mapping: ['username', 'password'] })
  assert.equal([...kept.values()].join().includes('S3cret'), false)
})
