import type { Stores } from '../store.ts'
import { roleNamed } from './custom-role.ts'
import { ALL_ROLES } from './effective-roles.ts'
import { ASSIGNABLE_ROLES, type Role } from './roles.ts'

/** A role that can be given to a user. */
export interface GivableRole extends Role {
  readonly builtIn: boolean
  /** Whether those who manage an account's users may give it. For built-in ones it depends on their own roles. */
  readonly givenByAccounts: boolean
}

/** The built-in roles that can be given, then those that operators made, by name. */
export async function listRoles(stores: Pick<Stores, 'roles'>): Promise<readonly GivableRole[]> {
  const builtIn = ASSIGNABLE_ROLES.map((name) => ({
    ...roleNamed(name),
    builtIn: true,
    givenByAccounts: true,
  }))
  const made = await stores.roles.list()
  return [
    ...builtIn,
    ...made.map(({ name, description, givenByAccounts }) => {
      return { ...roleNamed(name), description, builtIn: false, givenByAccounts }
    }),
  ]
}

/** Every role that a token can show, those that nobody is given included. */
export async function listShownRoles(stores: Pick<Stores, 'roles'>): Promise<readonly Role[]> {
  const made = await stores.roles.list()
  return [...ALL_ROLES, ...made.map(({ name, description }) => ({ ...roleNamed(name), description }))]
}
