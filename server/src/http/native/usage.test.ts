import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser } from '../../../../tests/support/browser.ts'
import { type NativeWorld, openNativeWorld } from '../../../../tests/support/native.ts'

let world: NativeWorld
let browser: Browser

before(async () => {
  world = await openNativeWorld()
  const { user } = await world.someoneIn(await world.newAccount())
  browser = await world.browserOf(user)
})
after(() => world.http.close())

const FROM = 'from=2026-01-01T00:00:00Z'

describe('GET /usage', () => {
  for (const [query, field] of [
    ['window=9d', 'window'],
    ['step=minute', 'step'],
    [FROM, 'to'],
    ['to=2026-01-01T00:00:00Z', 'to'],
    [`${FROM}&to=2026-01-01T00:00:00Z`, 'to'],
    [`${FROM}&to=2025-12-31T00:00:00Z`, 'to'],
    [`${FROM}&to=2026-04-04T00:00:00Z`, 'from'],
    [`${FROM}&to=tomorrow`, 'to'],
    [`${FROM}&to=2026-01-02T00:00:00Z&window=7d`, 'window'],
  ] as const) {
    test(`refuses ?${query} and says that it is ${field}`, async () => {
      const answer = await browser.api('GET', `/usage?${query}`)
      const { code, field: wrong } = answer.json()
      assert.deepEqual([answer.statusCode, code, wrong], [400, 'invalid', field])
    })
  }

  test('takes a period of 92 days with an offset, and answers in UTC', async () => {
    const to = encodeURIComponent('2026-04-03T02:00:00+02:00')
    const answer = await browser.api('GET', `/usage?${FROM}&to=${to}`)
    const { window, from, stepSeconds } = answer.json()
    assert.deepEqual(
      [answer.statusCode, window, from, stepSeconds],
      [200, 'custom', '2026-01-01T00:00:00.000Z', 86_400],
    )
  })
})
