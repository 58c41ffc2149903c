import { canonicalJson } from '../../lib/canonical-json.ts'
import { sha256Hex } from '../../lib/sha256.ts'
import type { AuditEntry, AuditEvent } from './entry.ts'

/** What the first entry of a chain names as its predecessor. */
export const GENESIS_HASH = '0'.repeat(64)

/** SHA-256 over the previous hash and the canonical JSON of everything else in the entry. */
export function entryHash(entry: Omit<AuditEntry, 'hash'>): string {
  const { chain, number, atMs, actor, action, target, outcome, source, details, previousHash } = entry
  const row = { chain, number, atMs, actor, action, target, outcome, source, details }
  return sha256Hex(previousHash + canonicalJson(row))
}

/** Numbers an event and ties it to its predecessor. */
export function chainEntry(event: AuditEvent, number: number, previousHash: string): AuditEntry {
  const entry = {
    chain: event.chain,
    number,
    atMs: event.atMs,
    actor: storable(event.actor),
    action: storable(event.action),
    target: storable(event.target),
    outcome: event.outcome,
    source: storable(event.source),
    details: flat(event.details),
    previousHash,
  }
  return { ...entry, hash: entryHash(entry) }
}

/** What a database would alter or refuse is altered before it is hashed: lone surrogates and NUL. */
function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD')
}

/** As JSON gives it back: without undefined members, with null for what is not a finite number. */
function flat(details: AuditEvent['details']): AuditEvent['details'] {
  return JSON.parse(JSON.stringify(details))
}
