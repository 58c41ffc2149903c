import type { Actor, MailboxOwner, Proof } from '../actor.ts'
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
  actor: Actor | MailboxOwner,
  act: Act,
): Promise<void> {
  if (actor.kind !== 'mailbox-owner') requireDelegable(actor, act)
  await tx.audit.append({
    chain: act.chain,
    atMs: deps.clock.now(),
    actor: actorText(actor),
    action: act.action,
    target: act.target,
    outcome: 'done',
    source: sourceText(actor),
    details: { ...act.details, ...impersonationOf(actor) },
  })
}

/** Both names: the one who acted, and the one in whose name. */
function impersonationOf(actor: Actor | MailboxOwner): AuditEvent['details'] {
  if (actor.kind !== 'user' || !actor.impersonator) return {}
  return { impersonator: actor.impersonator.name, inTheNameOf: actor.userName }
}

function actorText(actor: Actor | MailboxOwner): string {
  if (actor.kind === 'system') return actor.name
  if (actor.kind === 'mailbox-owner') return `mailbox:${actor.address}`
  const proof = proofText(actor.proof)
  if (!actor.impersonator) return `user:${actor.userId}${proof}`
  return `user:${actor.impersonator.id}${proof} as user:${actor.userId}`
}

function proofText(proof: Proof): string {
  if (proof.kind === 'session') return ''
  if (proof.kind === 'credential') return ` ${proof.of}:${proof.credentialId}`
  return ` application-credential:${proof.delegation.credential.id}`
}

function sourceText(actor: Actor | MailboxOwner): string {
  if (actor.kind === 'system') return 'local'
  return `${actor.origin.dialect} ${actor.origin.address} ${actor.requestId}`
}
