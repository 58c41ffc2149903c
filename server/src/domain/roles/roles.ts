/** A right by name. Built-in roles have fixed ids that clients may rely on. */
export interface Role {
  readonly id: string
  readonly name: string
  readonly description: string
  /** True for a role that a token shows together with the tenant it belongs to. */
  readonly perTenant: boolean
}

export const IDENTITY_ADMIN = 'identity:admin'
export const SERVICE_ADMIN = 'identity:service-admin'
export const USER_ADMIN = 'identity:user-admin'
export const USER_MANAGE = 'identity:user-manage'
/** Helps users: see `mayAssist`. */
export const USER_MANAGE_LIMITED = 'identity:user-manage-limited'
export const DEFAULT_ROLE = 'identity:default'
/** Keystone's: may read; nothing of ours depends on it. */
export const READER = 'reader'
/** Keystone's: a service of the installation, which may validate everybody's tokens. Operators give it. */
export const SERVICE = 'service'
/** Old Rackspace clients find the storage tenant by this role, so every user has it. */
export const OBJECT_STORE_DEFAULT = 'object-store:default'

export const BUILT_IN_ROLES: readonly Role[] = [
  { id: '1', name: IDENTITY_ADMIN, description: 'Staff: all accounts.', perTenant: false },
  { id: '2', name: DEFAULT_ROLE, description: 'Default role.', perTenant: false },
  { id: '3', name: USER_ADMIN, description: 'Account owner.', perTenant: false },
  { id: '4', name: SERVICE_ADMIN, description: 'Operator of the installation.', perTenant: false },
  { id: '5', name: OBJECT_STORE_DEFAULT, description: 'Storage of the account.', perTenant: true },
  {
    id: '8c0e6f3b5d1a4b7e9f2c6a0d3e8b1f47',
    name: USER_MANAGE,
    description: 'Manages the users of the account.',
    perTenant: false,
  },
  {
    id: 'b27d40c9e6f15a83907b1dc4e8a3f652',
    name: USER_MANAGE_LIMITED,
    description: 'Helps the users of the account: e-mail address, disable and enable, second factor.',
    perTenant: false,
  },
  { id: 'd5a1c60f2b7e4938a4f06b9de1c37a52', name: READER, description: 'Reads.', perTenant: false },
  {
    id: '3f9b07e2c8d1465ab6e50a71f4928cd3',
    name: SERVICE,
    description: 'A service that validates tokens.',
    perTenant: false,
  },
]

/** The roles that can be given to a user by name. */
export const ASSIGNABLE_ROLES: readonly string[] = [
  IDENTITY_ADMIN,
  DEFAULT_ROLE,
  USER_ADMIN,
  SERVICE_ADMIN,
  USER_MANAGE,
  USER_MANAGE_LIMITED,
  READER,
  SERVICE,
]
