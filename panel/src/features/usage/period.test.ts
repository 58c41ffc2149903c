import assert from 'node:assert/strict'
import { test } from 'node:test'
import { utcTimes } from '../../lib/timeZone.ts'
import { type Chosen, chosenIn, faultIn, questionOf, searchFor } from './period.ts'

process.env['TZ'] = 'America/New_York'

// In the evening there, already the next day in UTC.
const NOW_MS = Date.parse('2026-03-13T02:00:00Z')
const chosen = (search: string): Chosen => chosenIn(search, true, NOW_MS)

test('what is chosen is the same when its address is opened', () => {
  for (const search of [
    'window=7d',
    'window=30d&zone=utc&scope=account',
    'window=custom&from=2026-03-01&to=2026-03-02',
  ]) {
    assert.equal(new URLSearchParams(Object.entries(searchFor(chosen(search)))).toString(), search)
  }
})

test('an address that makes no sense asks for 24 hours, or for the last week', () => {
  assert.equal(chosen('window=9d').window, '24h')
  for (const days of [
    '',
    '&from=x&to=2026-03-02',
    '&from=2026-03-02&to=2026-03-01',
    '&from=2025-01-01&to=2026-01-01',
  ]) {
    const { from, to } = chosen(`window=custom${days}`)
    assert.deepEqual([from, to], ['2026-03-06', '2026-03-12'], days)
  }
  assert.deepEqual(chosen('window=custom&zone=utc').to, '2026-03-13')
})

test('somebody who manages nobody is shown their own calls, whatever the address says', () => {
  assert.equal(chosenIn('scope=account', false, NOW_MS).scope, 'me')
  assert.equal(chosen('scope=account').scope, 'account')
})

test('the last day is part of a period, and days begin where its reader is', () => {
  const days = 'window=custom&from=2026-03-01&to=2026-03-02'
  assert.deepEqual(questionOf(chosen(days)), {
    period: { from: '2026-03-01T05:00:00.000Z', to: '2026-03-03T05:00:00.000Z' },
  })
  assert.deepEqual(questionOf(chosen(`${days}&zone=utc`)), {
    period: { from: '2026-03-01T00:00:00.000Z', to: '2026-03-03T00:00:00.000Z' },
  })
})

test('local days are made of hours, those of UTC by the server', () => {
  assert.deepEqual(questionOf(chosen('window=30d')), { period: '30d', step: 'hour' })
  assert.deepEqual(questionOf(chosen('window=30d&zone=utc')), { period: '30d' })
  const month = 'window=custom&from=2026-02-01&to=2026-02-28'
  assert.equal(questionOf(chosen(month)).step, 'hour')
  assert.equal(questionOf(chosen(`${month}&zone=utc`)).step, undefined)
  assert.deepEqual(questionOf(chosen('window=7d')), { period: '7d' })
})

test('two days that are no period are told apart by what is wrong', () => {
  const zone = 'local'
  assert.equal(faultIn({ from: '', to: '2026-03-01', zone }), 'missing')
  assert.equal(faultIn({ from: '2026-03-02', to: '2026-03-01', zone }), 'order')
  assert.equal(faultIn({ from: '2026-01-01', to: '2026-04-03', zone }), 'long')
  assert.equal(faultIn({ from: '2026-03-01', to: '2026-03-01', zone }), null)
})

test('where the address names no time zone it is the one that was chosen for every page', (context) => {
  context.after(() => utcTimes.set(false))
  utcTimes.set(true)
  assert.equal(chosen('window=7d').zone, 'utc')
  assert.deepEqual(searchFor(chosen('window=7d')), { window: '7d' })
  assert.equal(chosen('window=7d&zone=local').zone, 'local')
  assert.deepEqual(searchFor(chosen('window=7d&zone=local')), { window: '7d', zone: 'local' })
})
