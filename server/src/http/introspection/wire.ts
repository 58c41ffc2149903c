import type { GoodCredential } from '../../domain/login/verify-credential.ts'
import { isByPassword } from '../../domain/tokens/token.ts'

/** RFC 7662, section 2.2; `account` and `roles` are ours. Nothing but `active` when it is not. */
export type Introspection =
  | { readonly active: false }
  | {
      readonly active: true
      /** Words with spaces between them. */
      readonly scope: string
      /** The key, or the application credential, that it is or was got with; the user for a token got with a password. */
      readonly client_id: string
      readonly username: string
      readonly token_type: 'Bearer'
      /** Seconds since 1970; a key has no such end, unless it was replaced. */
      readonly exp?: number
      /** Seconds since 1970; of tokens only. */
      readonly iat?: number
      readonly sub: string
      readonly aud: string
      readonly iss: string
      readonly jti: string
      readonly account: string
      readonly roles: readonly string[]
      /** RFC 8693, section 4.1: the one of the staff who acts in the user's name. */
      readonly act?: { readonly sub: string; readonly username: string }
    }

/** @param publicUrl how clients reach this server: who made the credential, and whom it is for, all services here */
export function introspectionOf(good: GoodCredential | null, publicUrl: string): Introspection {
  // Whoever asks here knows nothing of access rules, and would let through what they do not allow.
  const isLimited = good?.kind === 'token' && good.live.delegation?.credential.accessRules != null
  if (good === null || isLimited) return { active: false }
  const { clientId, userId, userName, accountId, roles, endsAtMs, issuedAtMs, id } = factsOf(good)
  return {
    active: true,
    scope: '',
    client_id: clientId ?? userId,
    username: userName,
    token_type: 'Bearer',
    ...(endsAtMs !== null && { exp: seconds(endsAtMs) }),
    ...(issuedAtMs !== null && { iat: seconds(issuedAtMs) }),
    sub: userId,
    aud: publicUrl,
    iss: publicUrl,
    jti: id,
    account: accountId,
    roles,
    ...actOf(good),
  }
}

function actOf(good: GoodCredential) {
  const { impersonator } = good.kind === 'token' ? good.live : {}
  return impersonator && { act: { sub: impersonator.id, username: impersonator.name } }
}

function factsOf(good: GoodCredential) {
  if (good.kind === 'key')
    return { ...good.key, id: good.key.keyId, clientId: good.key.keyId, issuedAtMs: null }
  const { claims, user } = good.live
  return {
    id: claims.id,
    clientId: isByPassword(claims.method) ? null : claims.credentialId,
    userId: user.id,
    userName: user.name,
    accountId: user.accountId,
    // Of its own choice it is good for no project, and roles are had in one.
    roles: claims.scope === 'unscoped' ? [] : user.roles,
    endsAtMs: claims.expiresAtMs,
    issuedAtMs: claims.issuedAtMs,
  }
}

/** Rounded down: nobody may believe in a credential for longer than it is good. */
function seconds(ms: number): number {
  return Math.floor(ms / 1_000)
}
