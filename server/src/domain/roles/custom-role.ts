import { sha256Hex } from '../../lib/sha256.ts'
import { BUILT_IN_ROLES, type Role } from './roles.ts'

/** A role made by the installation's operators, such as `cloudFiles:observer`. */
export interface CustomRole {
  readonly name: string
  readonly description: string
  /** Whether those who manage an account's users may give it; else operators alone. */
  readonly givenByAccounts: boolean
  readonly createdAtMs: number
}

/** As OpenStack's names of roles, without spaces: a token's roles travel in headers, separated by commas. */
const ROLE_NAME = /^[A-Za-z][A-Za-z0-9._:-]{0,63}$/
/** Names that say more than a role of that name could give: ours, and those Keystone derives. */
const RESERVED = /^(?:identity:|(?:admin|member)$)/i

export function mayNameRole(name: string): boolean {
  const isBuiltIn = BUILT_IN_ROLES.some((role) => role.name.toLowerCase() === name.toLowerCase())
  return ROLE_NAME.test(name) && !RESERVED.test(name) && !isBuiltIn
}

/**
 * A role as tokens show it. The id of one that operators made follows from its name: telling what somebody's roles
 * are asks nobody.
 */
export function roleNamed(name: string): Role {
  const builtIn = BUILT_IN_ROLES.find((role) => role.name === name)
  if (builtIn) return builtIn
  return { id: sha256Hex(`role:${name}`).slice(0, 32), name, description: name, perTenant: false }
}
