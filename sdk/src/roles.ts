import type { Transport } from './transport.ts'
import type { GivableRole, MadeRole, NewRole, Right, RoleChange, RoleOfUser } from './user-types.ts'

/** What users may do. `userId` may be `me`. */
export interface Roles {
  /** The roles that users can be given. */
  list(): Promise<readonly GivableRole[]>
  /** Makes a role that users can be given, for services to ask for. Operators only. @throws KeywardError `conflict`, `forbidden` */
  create(role: NewRole): Promise<MadeRole>
  /** The roles a user has and where from, and those that could be given. @throws KeywardError `not_found`, `forbidden` */
  of(userId: string): Promise<readonly RoleOfUser[]>
  /** What a user may do and through what, and what would give the rest. @throws KeywardError `not_found`, `forbidden` */
  rights(userId: string): Promise<readonly Right[]>
  /**
   * Gives and takes roles in one step; it holds at once for everything the user has.
   * @throws KeywardError `not_found` also for an unknown role, `forbidden` also for a role stronger than one's own,
   * `step_up_needed`
   */
  change(userId: string, change: RoleChange): Promise<readonly RoleOfUser[]>
}

interface List<Item> {
  readonly items: readonly Item[]
}

export function createRoles(send: Transport): Roles {
  const path = (userId: string) => `/users/${encodeURIComponent(userId)}/roles`
  return {
    list: async () => (await send<List<GivableRole>>('GET', '/roles')).items,
    create: (role) => send('POST', '/roles', { body: role }),
    of: async (userId) => (await send<List<RoleOfUser>>('GET', path(userId))).items,
    rights: async (userId) =>
      (await send<List<Right>>('GET', `/users/${encodeURIComponent(userId)}/rights`)).items,
    change: async (userId, change) =>
      (await send<List<RoleOfUser>>('PATCH', path(userId), { body: change })).items,
  }
}
