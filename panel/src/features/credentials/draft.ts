import type { CredentialRule, NewApplicationCredential } from '@keyward/sdk'

/** The form of a new application credential. */
export interface Draft {
  readonly name: string
  readonly description: string
  /** Null for all that one has. */
  readonly roles: readonly string[] | null
  /** Local date and time as an input gives it; empty for none. */
  readonly expiry: string
  readonly rules: readonly CredentialRule[]
  readonly unrestricted: boolean
}

export const EMPTY: Draft = {
  name: '',
  description: '',
  roles: null,
  expiry: '',
  rules: [],
  unrestricted: false,
}

export const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

/** What the form asks for: nothing that was left as it is. */
export function bodyOf({
  name,
  description,
  roles,
  expiry,
  rules,
  unrestricted,
}: Draft): NewApplicationCredential {
  return {
    name,
    ...(description !== '' && { description }),
    ...(roles !== null && { roles }),
    ...(expiry !== '' && { expiresAt: new Date(expiry).toISOString() }),
    ...(rules.length > 0 && { accessRules: rules }),
    ...(unrestricted && { unrestricted }),
  }
}
