import type { UserActor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import type { Outcome } from './caller.ts'

/** The call that an actor makes was counted as good, and ended otherwise. Sessions and passwords make none. */
export function turnCall(
  { calls }: Pick<Deps, 'calls'>,
  { proof, impersonator, userId, accountId, origin }: UserActor,
  outcome: Outcome,
): void {
  // In the name of somebody else the call is that of whoever acts, whose account is not at hand.
  if (proof.kind === 'session' || impersonator) return
  if (proof.kind === 'credential' && proof.of === 'password') return
  const keyId = proof.kind === 'delegation' ? proof.delegation.credential.id : proof.credentialId
  calls.turn({ keyId, userId, accountId }, origin, outcome)
}
