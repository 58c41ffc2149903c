import { passkeyRef } from '../../domain/factors/change-passkey.ts'
import type { Passkey, TotpDevice } from '../../domain/factors/factor.ts'
import type { Factors } from '../../domain/factors/list-factors.ts'
import { relyingPartyOf } from '../../lib/webauthn.ts'

export function factorsToWire(factors: Factors, publicUrl: string) {
  const { devices, passkeys, codesLeft, codesMadeAtMs, required, locked } = factors
  return {
    totp: devices.map(deviceToWire),
    passkeys: passkeys.map(passkeyToWire),
    passkeyOrigin: relyingPartyOf(publicUrl)?.origin ?? null,
    recoveryCodesLeft: codesLeft,
    recoveryCodesMadeAt: timeOrNull(codesMadeAtMs),
    required,
    locked,
  }
}

export function deviceToWire({ id, name, verifiedAtMs, createdAtMs }: TotpDevice) {
  return { id, name, verified: verifiedAtMs !== null, createdAt: new Date(createdAtMs).toISOString() }
}

export function passkeyToWire(passkey: Passkey) {
  const createdAt = new Date(passkey.createdAtMs).toISOString()
  return {
    id: passkeyRef(passkey),
    name: passkey.name,
    createdAt,
    lastUsedAt: timeOrNull(passkey.lastUsedAtMs),
  }
}

function timeOrNull(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString()
}
