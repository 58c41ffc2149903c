import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AuditEntry } from '../../domain/audit/entry.ts'
import { auditPageToWire } from './audit-wire.ts'

const USER = 'a'.repeat(32)
const ID = 'b'.repeat(32)

const ENTRY: AuditEntry = {
  chain: '100001',
  number: 1,
  atMs: 0,
  actor: 'test',
  action: 'key.reset',
  target: `user:${USER}`,
  outcome: 'done',
  source: 'native 192.0.2.1 r1',
  details: {},
  previousHash: '',
  hash: '',
}

function actorOf(actor: string) {
  const { items } = auditPageToWire({ entries: [{ ...ENTRY, actor }], next: null, names: new Map() })
  const { keyId, credential } = items[0]?.actor ?? assert.fail('no entry')
  return { keyId, credential }
}

for (const [written, kind] of [
  ['key', 'key'],
  ['password', 'password'],
  ['application-credential', 'application-credential'],
  // As earlier versions wrote it.
  ['application_credential', 'application-credential'],
] as const) {
  test(`an act with ${written} tells its kind, also in another's name, and only a key as a key`, () => {
    const expected = { keyId: kind === 'key' ? ID : null, credential: { kind, id: ID } }
    assert.deepEqual(actorOf(`user:${USER} ${written}:${ID}`), expected)
    assert.deepEqual(actorOf(`user:${USER} ${written}:${ID} as user:${'c'.repeat(32)}`), expected)
  })
}

test('a session, the system and somebody unknown used nothing', () => {
  for (const actor of [`user:${USER}`, 'test', 'unknown', `user:${USER} nonsense:${ID}`]) {
    assert.deepEqual(actorOf(actor), { keyId: null, credential: null }, actor)
  }
})

test('the owner of a mailbox is named by its address', () => {
  const entries = [{ ...ENTRY, actor: 'mailbox:ann@x.example' }]
  const [item] = auditPageToWire({ entries, next: null, names: new Map() }).items
  assert.deepEqual([item?.actor.kind, item?.actor.name], ['system', 'ann@x.example'])
})
