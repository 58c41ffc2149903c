import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { aUser } from '../../../tests/support/stores.ts'
import { replyText } from './reply.ts'
import { userText, userWire } from './user-text.ts'

const HASH = '$argon2id$secret'
const BARE = { id: 'u1', name: 'joe', roles: ['reader', 'backup'], createdAtMs: Date.UTC(2026, 0, 2) }

describe('a user on the command line', () => {
  it('is told to programs with all that is no secret', () => {
    const facts = { userId: 'u1', accountId: '100001', username: 'joe', email: null, enabled: true }
    const none = { roles: BARE.roles, adminType: null, defaultRegion: null, hasPassword: false }
    const createdAt = '2026-01-02T00:00:00.000Z'
    assert.deepEqual(userWire(aUser(BARE)), { ...facts, ...none, createdAt })
    const more = { email: 'j@example.com', enabled: false, defaultRegion: 'DFW' } as const
    const told = userWire(aUser({ ...BARE, ...more, passwordHash: HASH }))
    assert.deepEqual(told, { ...facts, ...none, ...more, hasPassword: true, createdAt })
    assert.doesNotMatch(JSON.stringify(told), /secret/)
  })

  it('is told to people in lines, where nothing steers the terminal', () => {
    assert.equal(
      userText(aUser(BARE)),
      [
        'User id    u1',
        'User name  joe',
        'Account    100001',
        'E-mail     -',
        'State      enabled',
        'Roles      reader backup',
        'Password   none: cannot sign in to the panel',
      ].join('\n'),
    )
    const odd = { name: 'j\u001boe', email: 'j\u202e@example.com', enabled: false, passwordHash: HASH }
    const text = userText(aUser({ ...BARE, ...odd }))
    assert.match(text, /^User name {2}j�oe$/m)
    assert.match(text, /^E-mail {5}j�@example\.com$/m)
    assert.match(text, /^State {6}disabled$/m)
    assert.match(text, /^Password {3}set$/m)
    assert.doesNotMatch(text, /secret/)
  })
})

describe('a reply', () => {
  it('is text or JSON in lines of its own; nothing when there is none', () => {
    const reply = { text: 'a\nb', json: { a: 1 } }
    assert.equal(replyText(reply, false), 'a\nb\n')
    assert.equal(replyText(reply, true), '{"a":1}\n')
    assert.equal(replyText({ text: '', json: undefined }, false), '')
    assert.equal(replyText({ text: '', json: undefined }, true), '')
  })
})
