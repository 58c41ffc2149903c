import assert from 'node:assert/strict'
import { test } from 'node:test'
import { forgetView, savedViews, saveView, viewsIn } from './savedViews.ts'

test('a view takes the place of one of the same name, and is forgotten by it', () => {
  saveView({ name: 'Resets', address: '/audit?action=key.reset' })
  saveView({ name: 'Mail', address: '/audit?area=mailbox' })
  saveView({ name: 'Resets', address: '/audit?area=key' })
  assert.deepEqual(savedViews.get(), [
    { name: 'Mail', address: '/audit?area=mailbox' },
    { name: 'Resets', address: '/audit?area=key' },
  ])
  forgetView('Mail')
  assert.deepEqual(
    savedViews.get().map(({ name }) => name),
    ['Resets'],
  )
})

test('what somebody else has stored leads nowhere but into the log', () => {
  const good = { name: 'Mail', address: '/audit?area=mailbox' }
  const bad = [
    null,
    1,
    {},
    { name: '', address: '/audit' },
    { name: 'x', address: 'https://elsewhere.example' },
  ]
  assert.deepEqual(viewsIn(JSON.stringify([good, ...bad, { name: 'y', address: '/audits' }])), [good])
  for (const text of ['', '{', '{}', null]) assert.deepEqual(viewsIn(text), [])
})
