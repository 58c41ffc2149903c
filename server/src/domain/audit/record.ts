import type { Actor, Proof } from '../actor.ts'
import { requireDelegable } from '../application-credentials/managing.ts'
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

/**
 * Writes what somebody did into the audit log, in the transaction of the change itself. Every change comes here, so
 * what an application credential must not do is refused here: a new use case cannot forget it.
 * @throws DomainError `actor.forbidden`
 */
export async function recordAct(
  deps: Pick<Deps, 'clock'>,
  tx: Stores,
  actor: Actor,
  act: Act,
): Promise<void> {
  requireDelegable(actor, act)
  await tx.audit.append({
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
  return `user:${actor.userId}${proofText(actor.proof)}`
}

function proofText(proof: Proof): string {
  if (proof.kind === 'session') return ''
  if (proof.kind === 'credential') return ` key:${proof.credentialId}`
  return ` application_credential:${proof.delegation.credential.id}`
}

function sourceText(actor: Actor): string {
  if (actor.kind === 'system') return 'local'
  return `${actor.origin.dialect} ${actor.origin.address} ${actor.requestId}`
}
