import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import type { Stores } from '../store.ts'
import type { AuditEvent } from './entry.ts'

export type { Actor } from '../actor.ts'

export interface Act {
  readonly action: string
  /** Account number, or `system`. */
  readonly chain: string
  readonly target: string
  readonly details?: AuditEvent['details']
}

/** Writes what somebody did into the audit log, in the transaction of the change itself. */
export function recordAct(deps: Pick<Deps, 'clock'>, tx: Stores, actor: Actor, act: Act): Promise<void> {
  return tx.audit.append({
    chain: act.chain,
    atMs: deps.clock.now(),
    actor: actorText(actor),
    action: act.action,
    target: act.target,
    outcome: 'done',
    source: sourceText(actor),
    details: act.details ?? {},
  })
}

function actorText(actor: Actor): string {
  if (actor.kind === 'system') return actor.name
  const credential = actor.proof.kind === 'credential' ? ` key:${actor.proof.credentialId}` : ''
  return `user:${actor.userId}${credential}`
}

function sourceText(actor: Actor): string {
  if (actor.kind === 'system') return 'local'
  return `${actor.origin.dialect} ${actor.origin.address} ${actor.requestId}`
}
