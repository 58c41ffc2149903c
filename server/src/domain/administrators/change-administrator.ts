import type { Actor } from '../actor.ts'
import { difference } from '../audit/difference.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { requireFreshSession } from '../policy.ts'
import type { Stores } from '../store.ts'
import { disableWithin } from '../users/disable-user.ts'
import { checkEmail } from '../users/email.ts'
import { emailChanged } from '../users/email-changed.ts'
import { enableWithin } from '../users/enable-user.ts'
import { refuseOwnInPanel } from '../users/managing.ts'
import { hashFor, replacePassword } from '../users/set-password.ts'
import type { User } from '../users/user.ts'
import { wholeAdministrator } from './administered.ts'
import type { AdminType } from './administrator.ts'
import { changeTypeWithin } from './change-admin-type.ts'
import { type Administrator, administratorOf } from './list-administrators.ts'
import { unlockWithin } from './locked.ts'
import { requireSuper } from './rights.ts'
import { type AdminSettings, checkSettings, isWithinNetworks, NO_SETTINGS } from './settings.ts'

/** Absent means as it is. */
export interface AdministratorChange extends Partial<Omit<AdminSettings, 'isProgram'>> {
  readonly type?: AdminType
  readonly email?: string
  readonly enabled?: boolean
  /** False lets somebody in again whom wrong passwords make wait. */
  readonly locked?: boolean
  readonly password?: string
}

/**
 * Changes an administrator: all of it, or nothing. What equals the present state is no change. Whoever is given other
 * networks, another password or another type is so from the moment this resolves: sessions elsewhere have ended.
 * @throws DomainError `user.not_found`, `actor.forbidden`, `owner.protected`, `step_up.needed`, `input.invalid`,
 * `password.weak`
 */
export async function changeAdministrator(
  deps: Deps,
  actor: Actor,
  userId: string,
  { type, email, enabled, locked, password, ...settings }: AdministratorChange,
): Promise<Administrator> {
  const address = email === undefined ? undefined : checkEmail(email)
  const passwordHash = password === undefined ? null : await hashBefore(deps, actor, userId, password)
  let unlock = () => {}
  const changed = await deps.store.transaction(async (tx) => {
    const user = await wholeAdministrator(tx, actor, userId)
    await requireFreshSession(deps, tx, actor)
    const isSecret = password !== undefined || (address !== undefined && address !== user.email)
    if (isSecret) refuseOwnInPanel(actor, user)
    await changeSettings(deps, tx, actor, user, settings)
    if (address !== undefined && address !== user.email) await changeEmail(deps, tx, actor, user, address)
    if (passwordHash !== null) await replacePassword(deps, tx, actor, user, { passwordHash })
    if (type !== undefined) await changeTypeWithin(deps, tx, actor, user, type)
    if (locked !== undefined) unlock = await unlockWithin(deps, tx, actor, user, locked)
    const current = (await tx.users.byId(user.id)) ?? user
    if (enabled !== undefined) await (enabled ? enableWithin : disableWithin)(deps, tx, actor, current)
    return administratorOf(tx, user)
  })
  unlock()
  return changed
}

/** Before the transaction, as it takes tens of milliseconds, and only for those who may. */
async function hashBefore(deps: Deps, actor: Actor, userId: string, password: string): Promise<string> {
  const user = await deps.store.users.byId(userId)
  if (!user || (actor.kind === 'user' && actor.accountId !== user.accountId))
    throw new DomainError('user.not_found')
  await requireSuper(deps.store, actor, user.accountId)
  return hashFor(deps, actor, user, password)
}

async function changeSettings(
  deps: Deps,
  tx: Stores,
  actor: Actor,
  user: User,
  given: Partial<AdminSettings>,
): Promise<void> {
  const before = (await tx.administrators.settings(user.id)) ?? NO_SETTINGS
  const next = checkSettings({ ...NO_SETTINGS, ...before, ...given })
  const fields = changedFields(before, next)
  if (fields.length === 0) return
  const movesIn = fields.includes('networks')
  const isOwn = actor.kind === 'user' && actor.userId === user.id
  if (movesIn && isOwn) refuseOwnLockOut(next, actor.origin.address)
  const owner = { userId: user.id, accountId: user.accountId }
  await tx.administrators.put({ ...next, ...owner })
  if (movesIn && !isOwn) await tx.sessions.deleteOfUser(user.id)
  await recordAct(deps, tx, actor, {
    action: 'admin.update',
    chain: user.accountId,
    target: `user:${user.id}`,
    details: difference(shown(before), shown(next), ['networks', 'areas', 'domains']),
  })
}

const FIELDS = [
  'firstName',
  'lastName',
  'passwordDays',
  'allowsSimultaneous',
  'networks',
  'areas',
  'domains',
] as const

type Field = (typeof FIELDS)[number]

function changedFields(before: AdminSettings, next: AdminSettings): readonly Field[] {
  return FIELDS.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(next[field]))
}

/** What decides over rights is in the log itself, every domain by a word. */
function shown(settings: AdminSettings) {
  return { ...settings, domains: settings.domains ?? 'all' }
}

function refuseOwnLockOut({ networks }: AdminSettings, address: string): void {
  if (isWithinNetworks(networks, address)) return
  const reason = `You are at ${address}, and these networks would shut you out.`
  throw new DomainError('input.invalid', { field: 'networks', reason })
}

async function changeEmail(deps: Deps, tx: Stores, actor: Actor, user: User, email: string): Promise<void> {
  await tx.users.update(user.id, { email, updatedAtMs: deps.clock.now() })
  const act = { action: 'user.update', chain: user.accountId, target: `user:${user.id}` }
  await recordAct(deps, tx, actor, { ...act, details: { fields: 'email' } })
  await emailChanged(deps, tx, actor, user)
}
