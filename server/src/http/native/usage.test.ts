import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser } from '../../../../tests/support/browser.ts'
import { type NativeWorld, openNativeWorld } from '../../../../tests/support/native.ts'
import { USER_ADMIN } from '../../domain/roles/roles.ts'

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

describe('PATCH /usage/threshold', () => {
  let owner: Browser
  before(async () => {
    owner = await world.browserOf((await world.someoneIn(await world.newAccount(), [USER_ADMIN])).user)
  })

  for (const [body, field] of [
    [{ callsPerDay: 0 }, 'callsPerDay'],
    [{ callsPerMonth: 1.5 }, 'callsPerMonth'],
    [{ callsPerDay: '5' }, 'callsPerDay'],
    [{ callsPerMonth: 1e13 }, 'callsPerMonth'],
    [{ notify: 'everybody' }, 'notify'],
  ] as const) {
    test(`refuses ${JSON.stringify(body)} and names ${field}`, async () => {
      const answer = await owner.api('PATCH', '/usage/threshold', body)
      const { code, field: wrong } = answer.json()
      assert.deepEqual([answer.statusCode, code, wrong], [400, 'invalid', field])
    })
  }

  test('changes what is named and keeps the rest; null takes a threshold away', async () => {
    await owner.api('PATCH', '/usage/threshold', { callsPerDay: 5, callsPerMonth: 9 })
    await owner.api('PATCH', '/usage/threshold', { callsPerDay: null, notify: 'nobody' })
    const { callsPerDay, callsPerMonth, notify } = (await owner.api('GET', '/usage/threshold')).json()
    assert.deepEqual([callsPerDay, callsPerMonth, notify], [null, 9, 'nobody'])
  })
})
