import type { Deps } from '../../server/src/domain/deps.ts'
import { generatePair } from '../../server/src/domain/key-pairs/generate-pair.ts'
import type { User } from '../../server/src/domain/users/user.ts'
import { OPERATOR } from './deps.ts'

/** What the tables of the native API need of administrators and key pairs: bodies, names, and that there are some. */

/** What only super administrators are let do. */
export const isForSupers = ({ path }: { readonly path: string }) =>
  /^\/(?:administrators|users\/me\/key-pairs)\b/.test(path)

let made = 0

export const ADMIN_BODIES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  changeKeyPair: { clockCheck: 'strict' },
  get addAdministrator() {
    return { username: `admin-made${++made}`, type: 'standard' }
  },
  changeAdministrator: { firstName: 'Changed' },
}

export const adminIdOf = ({ id }: Pick<User, 'id'>) => `${id.startsWith('a') ? 'b' : 'a'}${id.slice(1)}`

/** What the parameters of paths name for somebody. */
export const adminNamesOf = (user: Pick<User, 'id'>) => ({ adminId: adminIdOf(user), pairName: 'default' })

export const NAMELESS_ADMINS = { adminId: 'f'.repeat(32), pairName: 'nothing' }

/** Makes somebody a super administrator with a pair and another administrator beside. */
export async function prepareAdmins(deps: Deps, user: User): Promise<void> {
  const { store } = deps
  await store.users.update(user.id, { adminType: 'super' })
  if (!(await store.keyPairs.current(user.id, ''))) await generatePair(deps, OPERATOR, user.id)
  const id = adminIdOf(user)
  const nobody = { email: null, passwordHash: null, passwordId: null, passwordChangedAtMs: null }
  if (!(await store.users.byId(id))) {
    const rest = { ...nobody, roles: ['identity:default'], adminType: 'standard' } as const
    await store.users.insert({ ...user, ...rest, id, name: `administrator-${id}` })
  }
}
