import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AuditEvent } from './entry.ts'
import { chainEntry, entryHash, GENESIS_HASH } from './hash.ts'

const EVENT: AuditEvent = {
  chain: '100001',
  atMs: 1_767_225_600_000,
  actor: 'user:1',
  action: 'key.reset',
  target: 'user:1',
  outcome: 'done',
  source: 'native 192.0.2.1 r-1',
  details: { overlapSeconds: 0, keyId: 'k' },
}

test('the hash of an entry is fixed: SHA-256 of the previous hash and the canonical JSON of the rest', () => {
  assert.equal(
    chainEntry(EVENT, 1, GENESIS_HASH).hash,
    '22a2a969febb81555bffd1cf3d8fd25eb62deca6756641966d4c55788a066cc8',
  )
})

test('every field of an entry and its predecessor count', () => {
  const entry = chainEntry(EVENT, 1, GENESIS_HASH)
  const changes = [
    { chain: '100002' },
    { number: 2 },
    { atMs: entry.atMs + 1 },
    { actor: 'user:2' },
    { action: 'key.show' },
    { target: 'user:2' },
    { outcome: 'refused' as const },
    { source: 'local' },
    { details: { ...entry.details, overlapSeconds: 1 } },
    { details: { ...entry.details, more: null } },
    { details: { overlapSeconds: 0 } },
    { previousHash: '1'.repeat(64) },
  ]
  for (const change of changes) assert.notEqual(entryHash({ ...entry, ...change }), entry.hash)
  assert.equal(entryHash({ ...entry }), entry.hash)
})

test('the order of details does not count', () => {
  const other = { ...EVENT, details: { keyId: 'k', overlapSeconds: 0 } }
  assert.equal(chainEntry(other, 1, GENESIS_HASH).hash, chainEntry(EVENT, 1, GENESIS_HASH).hash)
})

test('what a database would alter is altered before it is hashed', () => {
  const entry = chainEntry(
    { ...EVENT, actor: 'a\0b', target: 'x\ud800', source: '\udfff\0' },
    1,
    GENESIS_HASH,
  )
  assert.deepEqual([entry.actor, entry.target, entry.source], ['a\ufffdb', 'x\ufffd', '\ufffd\ufffd'])
  assert.equal(entryHash(entry), entry.hash)
})
