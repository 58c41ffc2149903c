import type { UserActor } from '../actor.ts'
import { DomainError } from '../errors.ts'
import { listShownRoles } from '../roles/list-roles.ts'
import type { Stores } from '../store.ts'
import { actingRoles } from './managing.ts'

/** A role as clients name it. */
export type AskedRole = { readonly id: string } | { readonly name: string }

/**
 * The names of the roles of a new credential.
 * @param asked null for all that the actor has
 * @throws DomainError `role.not_found`; `input.invalid` for a role that the actor does not have
 */
export async function settleRoles(
  stores: Pick<Stores, 'roles'>,
  actor: UserActor,
  asked: readonly AskedRole[] | null,
): Promise<readonly string[]> {
  const own = actingRoles(actor).map(({ name }) => name)
  if (asked === null || asked.length === 0) return own
  const all = await listShownRoles(stores)
  const names = asked.map((wanted) => {
    const role = all.find(({ id, name }) => ('id' in wanted ? id === wanted.id : name === wanted.name))
    if (!role) throw new DomainError('role.not_found')
    if (own.includes(role.name)) return role.name
    const reason = 'An application credential has only roles that its maker has.'
    throw new DomainError('input.invalid', { field: 'roles', reason })
  })
  return [...new Set(names)]
}
