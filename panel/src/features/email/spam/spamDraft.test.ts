import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SpamSettings } from '@keyward/sdk'
import fc from 'fast-check'
import { changeOf, draftOf, entriesIn, senderChange } from './spamDraft.ts'

const SETTINGS: SpamSettings = {
  level: 'on',
  handling: 'toFolder',
  cleansFolder: true,
  folderDays: 7,
  folderMessages: 250,
  forwardTo: 'a@b.example',
  own: true,
  filterConnected: false,
}

test('of each handling its own is asked for, and nothing of the others', () => {
  const draft = draftOf(SETTINGS)
  const folder = { cleansFolder: true, folderDays: 7, folderMessages: 250 }
  assert.deepEqual(changeOf(draft), { level: 'on', handling: 'toFolder', ...folder })
  assert.deepEqual(changeOf({ ...draft, cleansFolder: false }), {
    ...{ level: 'on', handling: 'toFolder', cleansFolder: false },
  })
  assert.deepEqual(changeOf({ ...draft, handling: 'toAddress', forwardTo: ' a@b.example ' }), {
    ...{ level: 'on', handling: 'toAddress', forwardTo: 'a@b.example' },
  })
  for (const handling of ['delete', 'labelSubject'] as const)
    assert.deepEqual(changeOf({ ...draft, handling }), { level: 'on', handling })
})

test('an empty limit is none, and mailboxes are overridden where somebody asked for it', () => {
  const draft = { ...draftOf(SETTINGS), folderDays: ' ', folderMessages: '', overridesMailboxes: true }
  const { folderDays, folderMessages, overridesMailboxes } = changeOf(draft)
  assert.deepEqual([folderDays, folderMessages, overridesMailboxes], [0, 0, true])
})

test('a list becomes what was typed, and nothing is added or removed twice', () => {
  const entry = fc.constantFrom('a@x.example', '@y.example', '192.0.2.%', 'b@x.example')
  const separator = fc.constantFrom('\n', ', ', ';', ' \r\n')
  fc.assert(
    fc.property(fc.uniqueArray(entry), fc.array(entry), separator, (before, after, between) => {
      const { add = [], remove = [] } = senderChange(before, after.join(between).toUpperCase())
      const now = [...before.filter((one) => !remove.includes(one)), ...add]
      assert.deepEqual(now.sort(), [...new Set(after)].sort())
    }),
  )
})

test('what is typed is divided by lines, commas and semicolons', () => {
  assert.deepEqual(entriesIn(' a@x.example,\n\n@y.example;b@x.example\r\n'), [
    ...['a@x.example', '@y.example', 'b@x.example'],
  ])
  assert.deepEqual(entriesIn(' \n'), [])
})
