import type { UserActor } from '../actor.ts'
import type { Origin, Outcome } from '../callers/caller.ts'
import type { Deps } from '../deps.ts'
import { looksLikeAccountKey } from '../keys/key.ts'
import { mayReach, type Reachable } from '../policy.ts'
import { SERVICE } from '../roles/roles.ts'
import { countEndedKey, countTokenUse } from '../tokens/authenticate-token.ts'
import { checkToken } from '../tokens/check-token.ts'
import type { GoodCredential } from './verify-credential.ts'
import { judgeKey, type KeyVerdict } from './verify-key.ts'

/**
 * A key or token that somebody was sent and asks about: their own, or that of a user whose tokens they may validate.
 * Null for every other one, whether it is unknown, ended, disabled or only not theirs to know. A use of the key is
 * counted, since whoever presented it used it; a failure is not: who asks has proved who they are, and the guesses of
 * others must not stop a service from asking.
 */
export async function inspectCredential(
  deps: Deps,
  actor: UserActor,
  secret: string,
): Promise<GoodCredential | null> {
  return looksLikeAccountKey(secret) ? inspectKey(deps, actor, secret) : inspectToken(deps, actor, secret)
}

async function inspectKey(deps: Deps, actor: UserActor, secret: string): Promise<GoodCredential | null> {
  const verdict = await judgeKey(deps, { secret, username: null })
  if (!('key' in verdict)) return null
  const { key } = verdict
  if (!mayValidate(actor, { id: key.userId, accountId: key.accountId, roles: key.roles })) return null
  deps.calls.record(key, askedFrom(actor), OUTCOMES[verdict.kind])
  return verdict.kind === 'valid' ? { kind: 'key', key } : null
}

const OUTCOMES: Readonly<Record<Extract<KeyVerdict, { key: unknown }>['kind'], Outcome>> = {
  valid: 'valid',
  ended: 'revoked',
  disabled: 'disabled',
}

async function inspectToken(deps: Deps, actor: UserActor, token: string): Promise<GoodCredential | null> {
  const live = await checkToken(deps, token)
  if (!live) {
    const claims = deps.tokens.open(token)
    if (claims) await countEndedKey(deps, claims, askedFrom(actor), (user) => mayValidate(actor, user))
    return null
  }
  if (!mayValidate(actor, live.user)) return null
  countTokenUse(deps, live, askedFrom(actor))
  return { kind: 'token', live }
}

function askedFrom({ origin }: UserActor): Origin {
  return { ...origin, verifies: true }
}

function mayValidate(actor: UserActor, user: Reachable): boolean {
  return actor.roles.includes(SERVICE) || mayReach(actor, user)
}
