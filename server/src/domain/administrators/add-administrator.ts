import type { UserActor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { askerOf, once, requestText } from '../idempotency/once.ts'
import { generateWithin } from '../key-pairs/generate-pair.ts'
import type { ShownPair } from '../key-pairs/key-pair.ts'
import { UNNAMED } from '../key-pairs/own-pair.ts'
import { showWithin } from '../key-pairs/show-pair.ts'
import { requireFreshSession } from '../policy.ts'
import { DEFAULT_ROLE } from '../roles/roles.ts'
import type { Stores } from '../store.ts'
import { insertUser } from '../users/create-user.ts'
import { inviteWithin, type SentInvitation } from '../users/invite-user.ts'
import { checkUserName } from '../users/name-fault.ts'
import { hashNewPassword } from '../users/new-password.ts'
import type { AdminType } from './administrator.ts'
import { type Administrator, administratorOf } from './list-administrators.ts'
import { requireSuper } from './rights.ts'
import { type AdminSettings, checkSettings, NO_SETTINGS } from './settings.ts'

export interface NewAdministrator {
  readonly accountId: string
  readonly name: string
  readonly email: string | null
  readonly type: AdminType
  /** Chosen by whoever makes the administrator; without one a person is invited to choose it. */
  readonly password: string | null
  readonly settings: Partial<AdminSettings>
}

export interface AddedAdministrator {
  readonly administrator: Administrator
  /** Null for one with a password, and for a program. */
  readonly invitation: Pick<SentInvitation, 'secret' | 'endsAtMs' | 'mailedTo'> | null
  /**
   * Of a program, which cannot sign in to make it. Only somebody who has just proved presence gets it, and never again:
   * null for a key or token, and for people.
   */
  readonly keyPair: Pick<ShownPair, 'id' | 'userKey' | 'secretKey'> | null
}

/**
 * Makes an administrator of the e-mail area, for which nobody needs a role: super administrators make each other.
 * Repeated with the same idempotency key within a day it makes nothing and gives the same link, or key pair.
 * @throws DomainError `user.exists`, `account.not_found`, `actor.forbidden`, `input.invalid`, `password.weak`,
 * `step_up.needed`, `idempotency.conflict`
 */
export async function addAdministrator(
  deps: Deps,
  actor: UserActor,
  given: NewAdministrator,
  idempotencyKey?: string,
): Promise<AddedAdministrator> {
  const settings = checkSettings({ ...NO_SETTINGS, ...given.settings })
  checkProgram(given, settings)
  await requireMaker(deps, deps.store, actor, given.accountId)
  // Before the transaction, where every writer would wait for it.
  const passwordHash = given.password === null ? null : await hashFor(deps, given, given.password)
  const asked = { asker: askerOf(actor), idempotencyKey, request: requestOf(given, settings) }
  return deps.store.transaction(async (tx) => {
    await requireMaker(deps, tx, actor, given.accountId)
    return once(deps, tx, asked, {
      make: () => add(deps, tx, actor, { ...given, settings, passwordHash }),
      textOf,
      repeat: (text) => repeat(deps, tx, actor, text),
    })
  })
}

async function requireMaker(deps: Deps, stores: Stores, actor: UserActor, accountId: string): Promise<void> {
  await requireSuper(stores, actor, accountId)
  await requireFreshSession(deps, stores, actor)
}

function hashFor(deps: Deps, { name, email }: NewAdministrator, password: string): Promise<string> {
  checkUserName(name)
  return hashNewPassword(deps, password, [name, email ?? ''])
}

function checkProgram({ type, password }: NewAdministrator, { isProgram }: AdminSettings): void {
  if (!isProgram) return
  if (type !== 'super') {
    const reason = 'An application administrator is a super administrator: only those have e-mail API keys.'
    throw new DomainError('input.invalid', { field: 'type', reason })
  }
  if (password !== null) {
    const reason = 'An application administrator has no password.'
    throw new DomainError('input.invalid', { field: 'password', reason })
  }
}

/** That there is a password, and nothing from which it could be guessed. */
function requestOf({ password, ...given }: NewAdministrator, settings: AdminSettings): string {
  const facts = [given.accountId, given.name, given.email, given.type, password !== null, settings]
  return requestText('admin.create', facts)
}

async function add(
  deps: Deps,
  tx: Stores,
  actor: UserActor,
  given: NewAdministrator & { readonly settings: AdminSettings; readonly passwordHash: string | null },
): Promise<AddedAdministrator> {
  const { accountId, name, email, type, passwordHash, settings } = given
  const made = { accountId, name, email, roles: [DEFAULT_ROLE], passwordHash, adminType: type }
  const { user } = await insertUser(deps, tx, actor, made)
  await tx.administrators.put({ ...settings, userId: user.id, accountId })
  const isInvited = passwordHash === null && !settings.isProgram
  const invitation = isInvited ? await inviteWithin(deps, tx, actor, user) : null
  const keyPair = mayHavePair(actor, settings) ? await generateWithin(deps, tx, actor, user) : null
  return { administrator: await administratorOf(tx, user), invitation, keyPair }
}

/** A session has proved presence by now; no program makes a pair with a key. */
const mayHavePair = ({ proof }: UserActor, { isProgram }: Pick<AdminSettings, 'isProgram'>): boolean =>
  isProgram && proof.kind === 'session'

/** Ids, end and secret: none of them has a space. */
function textOf({ administrator, invitation, keyPair }: AddedAdministrator): string {
  const { id } = administrator.listed.user
  if (keyPair) return `${id} ${keyPair.id}`
  return invitation ? `${id} ${invitation.endsAtMs} ${invitation.secret}` : id
}

async function repeat(deps: Deps, tx: Stores, actor: UserActor, text: string): Promise<AddedAdministrator> {
  const [id = '', next, secret] = text.split(' ')
  const user = await tx.users.byId(id)
  if (!user) throw new DomainError('idempotency.conflict', { reason: 'The administrator was deleted since.' })
  const administrator = await administratorOf(tx, { id })
  if (secret === undefined) {
    // One that has taken its place since was made for somebody else.
    const pair = next === undefined ? null : await tx.keyPairs.current(id, UNNAMED)
    const keyPair = pair?.id === next && pair ? await showWithin(deps, tx, actor, user, pair) : null
    return { administrator, invitation: null, keyPair }
  }
  const mailedTo = deps.sendsMail ? administrator.listed.user.email : null
  return { administrator, invitation: { secret, endsAtMs: Number(next), mailedTo }, keyPair: null }
}
