import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AuditEntry, User } from '@keyward/sdk'
import { objectPage } from './objectPage.ts'

const OWNER: User = {
  id: 'a',
  name: 'owner',
  accountId: '100001',
  email: null,
  enabled: true,
  roles: ['identity:user-admin'],
  defaultRegion: null,
  secondFactor: false,
  adminType: 'super',
  createdAt: '2026-01-01T00:00:00.000Z',
  passwordChangedAt: null,
}

function about(text: string, name: string | null = null, action = 'x.update', chain = '100001'): AuditEntry {
  return {
    chain,
    number: 1,
    at: '2026-01-01T00:00:00.000Z',
    actor: { kind: 'system', text: 'test', id: null, name: 'test', keyId: null, credential: null },
    action,
    target: { kind: text.split(':')[0] ?? '', text, name },
    outcome: 'done',
    source: { dialect: 'native', address: null, requestId: null },
    details: {},
    previousHash: '',
    hash: '',
  }
}

test('users, domains and mailboxes lead to their pages', () => {
  assert.equal(objectPage(about('user:b', 'ann'), OWNER), '/users/b')
  assert.equal(objectPage(about('domain:example.com'), OWNER), '/email/domains/example.com')
  assert.equal(objectPage(about('mailbox:a@example.com'), OWNER), '/email/mailboxes/a%40example.com')
})

test('what is gone, has no page, or is not for the reader leads nowhere', () => {
  assert.equal(objectPage(about('user:b'), OWNER), null)
  assert.equal(objectPage(about('role:reader'), OWNER), null)
  assert.equal(objectPage(about('domain:example.com', null, 'domain.delete'), OWNER), null)
  assert.equal(objectPage(about('domain:example.com', null, 'x.update', '100002'), OWNER), null)
  assert.equal(objectPage(about('domain:example.com'), { ...OWNER, adminType: null }), null)
  assert.equal(objectPage(about('user:b', 'ann'), { ...OWNER, roles: [] }), null)
})
