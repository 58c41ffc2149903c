import type { ManagedUser, SecondFactorRule } from '@keyward/sdk'

/** One thing that is done to many users. */
export type BulkAct =
  | { readonly kind: 'disable' | 'enable' | 'signOut' }
  /** Another link for those who have chosen no password yet. */
  | { readonly kind: 'invite' }
  /** `null`: back to what was said of each before. */
  | { readonly kind: 'factorRule'; readonly rule: SecondFactorRule | null }
  /** `onceKey`: tried again, it is the same reset. */
  | { readonly kind: 'resetKey'; readonly overlapSeconds: number; readonly onceKey: string }
  | { readonly kind: 'give' | 'take'; readonly role: string }
  /** `heir` gets the roles of everybody who is deleted; empty for nobody. */
  | { readonly kind: 'delete'; readonly heir: string }

export type BulkKind = BulkAct['kind']

/** Why somebody is left out. */
export type Reason = 'self' | 'outOfReach' | 'already' | 'disabled' | 'lastOwner' | 'heir'

/** What there is to know before an act begins. */
export interface Around {
  /** Id of the one who acts. */
  readonly me: string
  /** Ids of the owners whose accounts would be left without one. */
  readonly lastOwners: ReadonlySet<string>
}

const OWNER = 'identity:user-admin'

/** Why an act cannot be done to a user, as far as that is known here; the server decides again. */
export function reasonAgainst(act: BulkAct, user: ManagedUser, { me, lastOwners }: Around): Reason | null {
  if (user.id === me) return 'self'
  const mayBeDone = act.kind === 'disable' || act.kind === 'enable' ? user.assistable : user.manageable
  if (!mayBeDone) return 'outOfReach'
  if (act.kind === 'invite' && !user.enabled) return 'disabled'
  if (isSo(act, user)) return 'already'
  if (endsOwner(act) && lastOwners.has(user.id)) return 'lastOwner'
  return act.kind === 'delete' && act.heir === user.id ? 'heir' : null
}

/** Whether an act leaves an owner unable to be one. */
export function endsOwner(act: BulkAct): boolean {
  return act.kind === 'disable' || act.kind === 'delete' || (act.kind === 'take' && act.role === OWNER)
}

function isSo(act: BulkAct, user: ManagedUser): boolean {
  const { enabled, roles } = user
  switch (act.kind) {
    case 'disable':
      return !enabled
    case 'enable':
      return enabled
    case 'give':
      return roles.includes(act.role)
    case 'take':
      return !roles.includes(act.role)
    case 'invite':
      return user.passwordChangedAt !== null
    case 'factorRule':
      return user.secondFactorRule === act.rule
    case 'resetKey':
      return user.key === null
    case 'signOut':
    case 'delete':
      return false
  }
}

export interface Sorted {
  readonly willBe: readonly ManagedUser[]
  readonly leftOut: ReadonlyMap<Reason, readonly ManagedUser[]>
}

/** Those whom the act is done to, and the others by what stands against it. */
export function sorted(act: BulkAct, users: readonly ManagedUser[], around: Around): Sorted {
  const willBe: ManagedUser[] = []
  const leftOut = new Map<Reason, ManagedUser[]>()
  for (const user of users) {
    const reason = reasonAgainst(act, user, around)
    if (reason === null) willBe.push(user)
    else leftOut.set(reason, [...(leftOut.get(reason) ?? []), user])
  }
  return { willBe, leftOut }
}

/** The owners among users whose accounts would have no enabled owner left. @param owners all enabled ones there */
export function lastOwnersAmong(
  users: readonly ManagedUser[],
  owners: readonly ManagedUser[],
): ReadonlySet<string> {
  const chosen = new Set(users.map(({ id }) => id))
  const remain = new Set(owners.filter(({ id }) => !chosen.has(id)).map(({ accountId }) => accountId))
  const lost = owners.filter(({ id, accountId }) => chosen.has(id) && !remain.has(accountId))
  return new Set(lost.map(({ id }) => id))
}

/** The act that takes another one back; null for what is for good. */
export function reverseOf(act: BulkAct): BulkAct | null {
  switch (act.kind) {
    case 'disable':
      return { kind: 'enable' }
    case 'enable':
      return { kind: 'disable' }
    case 'give':
      return { kind: 'take', role: act.role }
    case 'take':
      return { kind: 'give', role: act.role }
    case 'factorRule':
      return act.rule === null ? null : { kind: 'factorRule', rule: null }
    case 'invite':
    case 'resetKey':
    case 'signOut':
    case 'delete':
      return null
  }
}
