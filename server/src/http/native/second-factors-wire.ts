import type { TotpDevice } from '../../domain/factors/factor.ts'
import type { Factors } from '../../domain/factors/list-factors.ts'

export function factorsToWire(factors: Factors) {
  const { devices, codesLeft, codesMadeAtMs, required } = factors
  return {
    totp: devices.map(deviceToWire),
    recoveryCodesLeft: codesLeft,
    recoveryCodesMadeAt: timeOrNull(codesMadeAtMs),
    required,
  }
}

export function deviceToWire({ id, name, verifiedAtMs, createdAtMs }: TotpDevice) {
  return { id, name, verified: verifiedAtMs !== null, createdAt: new Date(createdAtMs).toISOString() }
}

function timeOrNull(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString()
}
