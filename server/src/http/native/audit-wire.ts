import type { AuditPlace } from '../../domain/audit/audit-query.ts'
import type { AuditEntry } from '../../domain/audit/entry.ts'
import { type NamedAuditPage, userIn } from '../../domain/audit/read-audit.ts'

/** Shapes entries of the log for the wire: taken apart, and with the names of users who still exist. */

export function auditPageToWire({ entries, next, names }: NamedAuditPage) {
  const items = entries.map((entry) => auditEntryToWire(entry, names))
  return {
    items,
    next: next && `${next.atMs}-${next.number}`,
    lookedBackTo: next && new Date(next.atMs).toISOString(),
  }
}

/** The place that a cursor names. */
export function placeIn(cursor: string): AuditPlace {
  const [atMs = 0, number = 0] = cursor.split('-').map(Number)
  return { atMs, number }
}

function auditEntryToWire(entry: AuditEntry, names: ReadonlyMap<string, string>) {
  const { chain, number, atMs, action, outcome, details, previousHash, hash } = entry
  return {
    chain,
    number,
    at: new Date(atMs).toISOString(),
    actor: actorToWire(entry.actor, names),
    action,
    target: targetToWire(entry.target, names),
    outcome,
    source: sourceToWire(entry.source),
    details,
    previousHash,
    hash,
  }
}

function actorToWire(text: string, names: ReadonlyMap<string, string>) {
  const id = userIn(text)
  if (id !== null) {
    const credential = credentialIn(text)
    const keyId = credential?.kind === 'key' ? credential.id : null
    return { kind: 'user' as const, text, id, name: names.get(id) ?? null, keyId, credential }
  }
  if (text === 'unknown')
    return { kind: 'unknown' as const, text, id, name: null, keyId: null, credential: null }
  // The owner of a mailbox is known by its address.
  const name = text.replace(/^mailbox:/, '')
  return { kind: 'system' as const, text, id, name, keyId: null, credential: null }
}

/** Entries of earlier versions write `application_credential`, and passwords as keys: that cannot be told any more. */
function credentialIn(text: string) {
  const [, written = '', id = ''] =
    /^\S+ (key|password|application[-_]credential):([0-9a-f]{32})/.exec(text) ?? []
  if (written === '') return null
  if (written === 'key' || written === 'password') return { kind: written, id } as const
  return { kind: 'application-credential', id } as const
}

function targetToWire(text: string, names: ReadonlyMap<string, string>) {
  const id = userIn(text)
  return { kind: text.split(':')[0] ?? text, text, name: id === null ? null : (names.get(id) ?? null) }
}

/** `dialect address request-id`, of which the last two may be missing. */
function sourceToWire(source: string) {
  const [dialect = '', address = null, requestId = null] = source.split(' ')
  return { dialect, address, requestId }
}
