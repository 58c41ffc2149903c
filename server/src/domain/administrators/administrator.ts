import { DomainError } from '../errors.ts'

/**
 * What somebody may do in the e-mail area. `super`: everything, administrators and key pairs included; `standard`:
 * every domain and what is in it; `limited`: what was ticked for them.
 */
export type AdminType = 'super' | 'standard' | 'limited'

export const ADMIN_TYPES: readonly AdminType[] = ['super', 'standard', 'limited']

/** @throws DomainError `input.invalid`, naming the field that the text came in */
export function adminTypeOf(text: string, field = 'adminType'): AdminType {
  const type = ADMIN_TYPES.find((one) => one === text)
  if (type) return type
  throw new DomainError('input.invalid', {
    field,
    reason: `The administrator type is one of ${ADMIN_TYPES.join(', ')}.`,
  })
}
