import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changesOf } from './changesOf.ts'

test('fields are told with both values where the entry has them, and else by name', () => {
  const details = { fields: 'displayName quotaMb', quotaMb: 200, quotaMbBefore: 100, mailboxId: 'f00' }
  assert.deepEqual(changesOf({ details }), [
    { field: 'displayName' },
    { field: 'quotaMb', values: { before: 100, after: 200 } },
  ])
})

test('a pair is told without its name in the list of fields, and no value stands for another', () => {
  const details = {
    clockCheck: 'strict',
    clockCheckBefore: 'default',
    reasonBefore: 'x',
    limit: null,
    limitBefore: 7,
  }
  assert.deepEqual(changesOf({ details }), [
    { field: 'clockCheck', values: { before: 'default', after: 'strict' } },
    { field: 'limit', values: { before: 7, after: null } },
  ])
})

test('an act of one field has both values and no name', () => {
  assert.deepEqual(changesOf({ details: { before: 'super', after: 'limited' } }), [
    { field: '', values: { before: 'super', after: 'limited' } },
  ])
})

test('an entry that changes no field has nothing to tell', () => {
  assert.deepEqual(changesOf({ details: { keyId: 'f00', before: 'x' } }), [])
})
