import assert from 'node:assert/strict'
import { DomainError, type DomainErrorCode } from '../../server/src/domain/errors.ts'

/** Waits for a refusal with this code, and gives it back for a closer look. */
export async function refusedWith(code: DomainErrorCode, act: Promise<unknown>): Promise<DomainError> {
  const outcome = await act.then(
    () => 'was done',
    (error: unknown) => error,
  )
  if (outcome instanceof DomainError && outcome.code === code) return outcome
  if (outcome instanceof Error && !(outcome instanceof DomainError)) throw outcome
  assert.fail(
    `expected ${code}, but it ${outcome instanceof DomainError ? `gave ${outcome.code}` : 'was done'}`,
  )
}
