import type { DelegatedUser } from '../application-credentials/delegation.ts'
import { applicationCredentialFromMemory } from '../application-credentials/verify-credential.ts'
import type { Origin } from '../callers/caller.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { SERVICE_ADMIN } from '../roles/roles.ts'
import { exchangeToken, type Holder, issueToken } from '../tokens/issue-token.ts'
import type { TokenClaims } from '../tokens/token.ts'
import type { KnownUser } from './known.ts'
import type { Login } from './log-in.ts'
import { judgeKeyFromMemory, settleVerdict } from './verify-key.ts'
import { keyHolder, type Whom } from './verify-secret.ts'

/** What one method of a login proved: who it is, by which credential. */
export interface Evidence {
  readonly holder: Holder
  /** The token that was shown; null when a secret was. */
  readonly from: TokenClaims | null
  /** Set when it was an application credential. */
  readonly as?: DelegatedUser
}

/** Where the new token is to be good. Without an account number it is the user's own account. */
export type Scope =
  | { readonly kind: 'project'; readonly accountId: string | null }
  | { readonly kind: 'unscoped' | 'domain' | 'system' }

/**
 * A token for what one or more methods proved; all of them must have proved the same user.
 * @throws DomainError `credential.wrong`, also for a scope that is not the user's
 */
export async function logInScoped(deps: Deps, evidence: readonly Evidence[], scope: Scope): Promise<Login> {
  const [first] = evidence
  if (!first || evidence.some(({ holder }) => holder.userId !== first.holder.userId)) {
    throw new DomainError('credential.wrong')
  }
  if (evidence.some(({ as }) => as)) return logInDelegated(deps, evidence)
  const user = await deps.known.user(first.holder.userId)
  // Deleted since the credential was checked.
  if (!user || !mayWorkIn(user, scope)) throw new DomainError('credential.wrong')
  // Where a token was shown the new one ends with it, whatever else was shown.
  const from = evidence.find((each) => each.from !== null)?.from
  const issued = from ? exchangeToken(deps, from, scope.kind) : issueToken(deps, first.holder, scope.kind)
  return { ...issued, user }
}

/** Beside an application credential nothing else counts: it would be unclear what the token may do. */
function logInDelegated(deps: Deps, [only, ...others]: readonly Evidence[]): Login {
  if (!only?.as || others.length > 0) throw new DomainError('credential.wrong')
  return issueDelegated(deps, only.as)
}

function issueDelegated(deps: Deps, as: DelegatedUser): Login {
  const { expiresAtMs } = as.delegation.credential
  return { ...issueToken(deps, delegatedHolder(as), 'project', expiresAtMs ?? undefined), ...as }
}

/** Whose token it is that an application credential gives. */
export function delegatedHolder({ delegation }: DelegatedUser): Holder {
  const { id: credentialId, userId, accountId } = delegation.credential
  return { userId, accountId, credentialId, method: 'APPLICATION_CREDENTIAL' }
}

/**
 * The login of a user named with their account key, when memory alone can tell that it is good, in this very turn; else
 * undefined, uncounted.
 */
export function logInByKeyFromMemory(
  deps: Deps,
  whom: Whom,
  secret: string,
  scope: Scope,
  origin: Origin,
): Login | undefined {
  const verdict = judgeKeyFromMemory(deps, secret, 'name' in whom ? whom.name : null)
  if (verdict?.kind !== 'valid' || ('id' in whom && verdict.key.userId !== whom.id)) return undefined
  const user = deps.known.peekUser(verdict.key.userId)
  if (!user || !mayWorkIn(user, scope)) return undefined
  settleVerdict(deps, verdict, verdict.key.userName, origin)
  return { ...issueToken(deps, keyHolder(verdict.key), scope.kind), user }
}

/** The same for a login by application credential. */
export function logInByCredentialFromMemory(
  deps: Deps,
  id: string,
  secret: string,
  origin: Origin,
): Login | undefined {
  const as = applicationCredentialFromMemory(deps, id, secret, origin)
  return as && issueDelegated(deps, as)
}

function mayWorkIn(user: KnownUser, scope: Scope): boolean {
  if (scope.kind === 'unscoped') return true
  if (scope.kind !== 'project') return user.roles.includes(SERVICE_ADMIN)
  return scope.accountId === null || scope.accountId === user.accountId
}
