import type { KnownKey } from '../../domain/login/known.ts'
import type { LiveToken } from '../../domain/tokens/check-token.ts'

/** The answer to a verify call, ready to be sent: this is the hot path. */
export function keyVerification(key: KnownKey): string {
  const expiresAt = key.endsAtMs === null ? null : new Date(key.endsAtMs).toISOString()
  return JSON.stringify({
    kind: 'key',
    userId: key.userId,
    username: key.userName,
    accountId: key.accountId,
    roles: key.roles,
    keyId: key.keyId,
    expiresAt,
  })
}

export function tokenVerification({ claims, user }: LiveToken): string {
  return JSON.stringify({
    kind: 'token',
    userId: user.id,
    username: user.name,
    accountId: user.accountId,
    roles: user.roles,
    keyId: claims.method === 'APIKEY' ? claims.credentialId : null,
    expiresAt: new Date(claims.expiresAtMs).toISOString(),
  })
}
