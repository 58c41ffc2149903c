import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Right } from '@keyward/sdk'
import { de } from '../../lib/messages/de.ts'
import { rights as texts } from '../../lib/messages/en/rights.ts'
import { speak } from '../../lib/messages/learn.ts'
import { groundText, rightsFor, rightText } from './rightsSearch.ts'

const names = Object.keys(texts).flatMap((key) => (key.startsWith('right.') ? [key.slice(6)] : []))
const all: readonly Right[] = names.map((act) => ({ act, allowed: true, through: [], grants: [] }))
const find = (question: string) => rightsFor(question, all).map(({ act }) => act)

test('a question finds what it is about, in any order, number and case, also in a sentence', () => {
  for (const question of ['reset key', 'KEY reset', 'Can they reset the keys of others?'])
    assert.ok(find(question).includes('members-key'), question)
  assert.ok(find('mailbox').includes('mail-mailboxes'))
  assert.deepEqual(find('mailboxes'), find('mailbox'))
  assert.deepEqual(find('2fa policy'), ['require-factor'])
  assert.deepEqual(find('impersonate'), ['impersonate'])
})

test('a question without a word of meaning finds nothing, as one that is about nothing does', () => {
  for (const question of ['', ' ', 'can they do', '?!', 'quux']) assert.deepEqual(find(question), [])
})

test('in German a German question finds what it is about, and roles have their German names', (context) => {
  speak('de', de)
  context.after(() => speak('en', {}))
  assert.ok(find('Darf sie den Schlüssel eines anderen zurücksetzen?').includes('members-key'))
  assert.deepEqual(find('Postfach'), ['mail-mailboxes'])
  assert.equal(rightText('audit-installation'), 'Das Audit-Protokoll der Installation lesen')
  assert.equal(groundText({ kind: 'role', name: 'identity:user-admin' }), 'Rolle Inhaber')
  assert.equal(groundText({ kind: 'administrator', name: 'super' }), 'Super-Administrator der E-Mail')
})

test('every act has other words too, and one that is not known is shown by its name', () => {
  for (const act of names) assert.ok(Object.hasOwn(texts, `rightWords.${act}`), act)
  assert.equal(rightText('of-tomorrow'), 'of-tomorrow')
  assert.equal(groundText({ kind: 'role', name: 'identity:user-admin' }), 'role Owner')
  assert.equal(groundText({ kind: 'administrator', name: 'super' }), 'e-mail administrator, super')
})
