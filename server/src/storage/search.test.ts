import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { count } from '../../../tests/support/counts.ts'
import { aUser, newId, onBothEngines } from '../../../tests/support/stores.ts'
import { useWorld } from './footprints/testing.ts'
import { anEvent } from './footprints/world-testing.ts'

/** Texts that letter case, patterns and scripts could get wrong. */
const TEXTS = ['Ärzte', 'ärzte', 'ЖУК', 'straße', 'İstanbul', '100 % Rabatt', 'a_b', "o'neill", '東京']

onBothEngines((engine) => {
  const world = useWorld(engine)

  const inLog = (text: string, wanted: string) =>
    world.trial(async ({ stores }) => {
      await stores.audit.append({ ...anEvent('100002'), details: { name: text } })
      const { entries } = await stores.audit.search('100002', { text: wanted }, null, 10)
      return entries.some(({ details }) => details['name'] === text)
    })

  const asAddress = (email: string, wanted: string) =>
    world.trial(async ({ stores }) => {
      const id = newId()
      await stores.users.insert(aUser({ id, email }))
      const filter = { accountId: '100001', text: wanted }
      const ids = await stores.users.pageIds({ ...filter, sort: 'name', descending: false, limit: 99 })
      assert.equal(await stores.users.countMatching(filter), ids.length)
      return ids.includes(id)
    })

  for (const text of TEXTS) {
    test(`${text} is found in the log by what was written, and by any part of it`, async () => {
      const letters = [...text]
      for (const wanted of [
        text,
        letters.slice(1).join(''),
        letters.slice(0, 2).join(''),
        letters.at(-1) ?? '',
      ])
        assert.ok(await inLog(text, wanted), wanted)
      assert.ok(!(await inLog(text, `${text}x`)))
    })
  }

  test('letters of ASCII are found in either case, in the log as in addresses', async () => {
    for (const wanted of ['reset', 'RESET', 'ReSeT']) {
      assert.ok(await inLog('Reset of a key', wanted))
      assert.ok(await asAddress('Reset@example.com', wanted))
    }
  })

  test('an address is found by what was written, in whatever script', async () => {
    for (const email of ['Ärzte@example.com', 'ЖУК@example.com', '東京@example.com', 'a_b%c@example.com'])
      for (const wanted of [email, email.slice(0, 3), email.slice(1)])
        assert.ok(await asAddress(email, wanted), wanted)
    assert.ok(!(await asAddress('aXb@example.com', 'a_b')))
    assert.ok(!(await asAddress('abc@example.com', 'a%c')))
  })

  // Not the Greek sigma, whose small letter depends on what follows it; nor what JSON writes otherwise.
  test('whatever is written into the log, any piece of it finds it', () =>
    fc.assert(
      fc.asyncProperty(
        fc
          .string({ unit: 'grapheme', minLength: 1, maxLength: 8 })
          .map((any) => any.replace(/[\p{Cc}"\\Σ]/gu, '.')),
        fc.nat({ max: 7 }),
        async (text, from) => {
          const piece = [...text].slice(from % [...text].length).join('')
          assert.ok(await inLog(text, piece), JSON.stringify({ text, piece }))
        },
      ),
      { numRuns: count(80) },
    ))
})
