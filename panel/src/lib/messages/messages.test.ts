import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { test } from 'node:test'
import { en } from './en.ts'
import { t } from './index.ts'

const texts: readonly string[] = Object.values(en).flatMap((entry) =>
  typeof entry === 'string' ? [entry] : Object.values<string>(entry),
)

test('values are put in, and numbers are written as people write them', () => {
  assert.equal(t('menu.account', { name: 'anna' }), 'Account: anna')
  assert.equal(t('impact.all', { count: 1234 }), 'Show all 1,234')
})

test('a value is text, not a pattern: what looks like a place for a value stays', () => {
  assert.equal(t('menu.account', { name: '{name} $& $1' }), 'Account: {name} $& $1')
})

test('the count chooses the form', () => {
  assert.equal(t('impact.heading', { count: 1, days: 30 }), '1 application used this key in the last 30 days')
  assert.equal(
    t('impact.heading', { count: 2, days: 30 }),
    '2 applications used this key in the last 30 days',
  )
  assert.equal(
    t('impact.heading', { count: 0, days: 30 }),
    '0 applications used this key in the last 30 days',
  )
})

test('the words that documents and scripts rely on are exactly these', () => {
  assert.deepEqual(
    [
      t('menu.account', { name: 'x' }),
      t('area.settings'),
      t('area.usage'),
      t('key.label'),
      t('action.show'),
      t('action.hide'),
      t('action.copy'),
      t('action.reset'),
      t('action.cancel'),
      t('reset.confirm'),
      t('menu.logOut'),
    ],
    [
      'Account: x',
      'Account Settings',
      'Usage Overview',
      'API Key',
      'Show',
      'Hide',
      'Copy',
      'Reset…',
      'Cancel',
      'Generate New Key',
      'Log out',
    ],
  )
})

test('no text is empty, and no part of the catalogue overwrites another', async () => {
  for (const text of texts) assert.notEqual(text.trim(), '')
  const folder = new URL('./en/', import.meta.url)
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts'))
  const parts: object[] = await Promise.all(files.map((file) => import(new URL(file, folder).href)))
  const keys = parts.flatMap((part) => Object.values(part).flatMap((messages) => Object.keys(messages)))
  assert.equal(keys.length, Object.keys(en).length)
})

test('a domain in another script is written in it, wherever a text names it', () => {
  assert.equal(
    t('mailboxes.saved', { address: 'anna@xn--bcher-kva.example' }),
    'anna@bücher.example was saved.',
  )
  assert.equal(
    t('domains.saved', { name: 'xn--not-a-label-é.example' }),
    'xn--not-a-label-é.example was saved.',
  )
})
