import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { StoreTrouble } from '../domain/store.ts'
import { noting, Troubles } from './trouble.ts'

const FULL: StoreTrouble = { cause: 'The disk is full.', readsWork: true }
const AWAY: StoreTrouble = { cause: 'The database is away.', readsWork: false }

function heard() {
  const troubles = new Troubles()
  const told: (string | null)[] = []
  troubles.listen((trouble) => told.push(trouble?.cause ?? null))
  return { troubles, told }
}

test('a trouble is told once, however many meet it, and another one is told too', () => {
  const { troubles, told } = heard()
  for (const trouble of [FULL, FULL, { ...FULL }, AWAY, AWAY, FULL]) troubles.note(trouble)
  assert.deepEqual(told, [FULL.cause, AWAY.cause, FULL.cause])
  assert.equal(troubles.now, FULL)
})

test('where reads went on, a read ends nothing; a write ends every trouble', () => {
  const { troubles, told } = heard()
  troubles.note(FULL)
  troubles.worked('read')
  assert.equal(troubles.now, FULL)
  troubles.worked('written')
  assert.deepEqual([troubles.now, told], [null, [FULL.cause, null]])
})

test('where reads failed too, the first read that works is its end', () => {
  const { troubles, told } = heard()
  troubles.note(AWAY)
  troubles.worked('read')
  assert.deepEqual([troubles.now, told], [null, [AWAY.cause, null]])
})

test('without a trouble nothing is told, whatever works', () => {
  const { troubles, told } = heard()
  troubles.worked('read')
  troubles.worked('written')
  assert.deepEqual(told, [])
})

test('in any history what was told last is what is so, and nothing is told twice in a row', () => {
  const step = fc.constantFrom('full', 'away', 'read', 'written')
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const { troubles, told } = heard()
      for (const one of steps) {
        if (one === 'full') troubles.note(FULL)
        else if (one === 'away') troubles.note(AWAY)
        else troubles.worked(one === 'read' ? 'read' : 'written')
        assert.equal(told.at(-1) ?? null, troubles.now?.cause ?? null)
      }
      assert.ok(told.every((cause, at) => at === 0 || cause !== told[at - 1]))
      assert.notEqual(told[0], null)
    }),
  )
})

test('an error is translated as ever, and noted only where it is about the whole database', () => {
  const { troubles, told } = heard()
  const translate = noting(
    troubles,
    (error) => new Error(`translated ${error}`),
    (error) => (error === 'full' ? FULL : null),
  )
  assert.equal(translate('a mistake').message, 'translated a mistake')
  assert.deepEqual(told, [])
  assert.equal(translate('full').message, 'translated full')
  assert.deepEqual(told, [FULL.cause])
})
