import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { test } from 'node:test'
import type * as Format from '../format.ts'
import { formatNumber } from '../numbers.ts'
import { chooseUtc } from '../timeZone.ts'
import { de as most } from './de.ts'
import { deEmail } from './deEmail.ts'
import { en } from './en.ts'
import { t } from './index.ts'
import { type Entry, speak } from './learn.ts'

const english: Readonly<Record<string, Entry>> = en
const german: Readonly<Record<string, Entry>> = { ...most, ...deEmail }

/** Texts without a letter of their own, and words that are the same in German. */
const SAME = new Set([
  '{act}?',
  '{address} · {dialect}',
  'Admin',
  'API',
  'Body',
  'Browser',
  'clouds.yaml',
  'Code',
  'Cookie',
  '{count} ms',
  'CSV',
  'Domain',
  'Domains',
  'Export',
  'Filter',
  'Forward-auth',
  'Header',
  'ID',
  'Identity',
  'In MB',
  'Keyward',
  'Keyward {version}',
  'Links',
  'Name',
  'OpenAPI 3.1',
  'Operation',
  'p50, ms',
  'p95, ms',
  'Pager',
  'Passkeys',
  'Person',
  'Region',
  'Spam',
  'Standard',
  'Status',
  'Super',
  'System',
  'Text',
  '{time}: p50 {p50} ms, p95 {p95} ms',
  '{time}: {values}',
  '{title} · Keyward',
  'Token',
  'UTC',
  '{via}, {address}',
  'X-Api-Signature',
])

test('every file of German texts is loaded, and none overwrites another', async () => {
  const folder = new URL('./de/', import.meta.url)
  const parts: object[] = await Promise.all(
    readdirSync(folder).map((file) => import(new URL(file, folder).href)),
  )
  const keys = parts.flatMap((part) => Object.values(part).flatMap((texts) => Object.keys(texts)))
  assert.deepEqual(keys.sort(), Object.keys(german).sort())
})

test('every text of the panel has its German', () => {
  assert.deepEqual(Object.keys(german).sort(), Object.keys(english).sort())
})

test('every German text has the places for values that the English one has, and as many forms', () => {
  for (const [key, text] of Object.entries(german)) {
    const original = english[key] ?? ''
    assert.deepEqual(placesOf(text, 'other'), placesOf(original, 'other'), key)
    assert.deepEqual(withoutCount(text), withoutCount(original), key)
    assert.equal(typeof text, typeof original, key)
  }
})

test('no German text was left in English', () => {
  const left = Object.entries(german).filter(
    ([key, text]) => formOf(text, 'other') === formOf(english[key] ?? '', 'other'),
  )
  assert.deepEqual(
    left.map(([, text]) => formOf(text, 'other')).filter((text) => !SAME.has(text)),
    [],
  )
})

test('German is written with its own numbers, dates and times', async (context) => {
  // A copy of its own: who has written English once goes on with the same signs.
  const { formatDate, formatDateTime, formatRelative }: typeof Format = await import(
    new URL('../format.ts?german', import.meta.url).href
  )
  chooseUtc(true)
  speak('de', german)
  context.after(() => {
    chooseUtc(false)
    speak('en', {})
  })
  const march = '2026-03-12T09:05:00.000Z'
  assert.equal(formatNumber(1_234.5), '1.234,5')
  assert.equal(formatDate(march), '12. März 2026')
  assert.equal(formatDateTime(march), '12. März 2026, 09:05 UTC')
  assert.equal(formatRelative(march, Date.parse('2026-03-12T09:08:00.000Z')), 'vor 3 Minuten')
  assert.equal(formatRelative(march, Date.parse(march)), 'gerade eben')
  assert.equal(t('error.waitSeconds', { count: 1_200 }), 'Versuchen Sie es in 1.200 Sekunden noch einmal.')
})

const formOf = (entry: Entry, form: 'one' | 'other') => (typeof entry === 'string' ? entry : entry[form])

function placesOf(entry: Entry, form: 'one' | 'other'): readonly string[] {
  return [...new Set(formOf(entry, form).match(/\{\w+\}/g))].sort()
}

/** One thing may go without its number. */
const withoutCount = (entry: Entry) => placesOf(entry, 'one').filter((place) => place !== '{count}')
