import { requireAccountMaker } from '../accounts/create-account.ts'
import { requireAllAccounts } from '../accounts/list-accounts.ts'
import { requireOwner } from '../accounts/own-settings.ts'
import type { UserActor } from '../actor.ts'
import { requireSuper } from '../administrators/rights.ts'
import { readableChain, SYSTEM_CHAIN } from '../audit/audit-reach.ts'
import { type MailRight, requireMailRight } from '../domains/rights.ts'
import { DomainError } from '../errors.ts'
import { requireRuler } from '../factors/account-switch.ts'
import { hasPairs } from '../key-pairs/own-pair.ts'
import { mayAssist, mayReach, type Reachable } from '../policy.ts'
import { requireServiceKeeper } from '../services/rights.ts'
import type { Stores } from '../store.ts'
import { requirePinChecker } from '../support/check-pin.ts'
import { mayImpersonate } from '../tokens/may-impersonate.ts'
import { mayAskForToken, validatesAll } from '../tokens/subject-token.ts'
import { assistsUsers, managesUsers } from '../users/managing.ts'
import { DEFAULT_ROLE, USER_ADMIN } from './roles.ts'

export type ActStores = Pick<Stores, 'users' | 'accounts' | 'administrators'>
type Check = (actor: UserActor, stores: ActStores) => boolean | Promise<boolean>

/** Somebody else in the account, with these roles. */
const another = ({ accountId }: UserActor, role: string): Reachable & { readonly adminType: null } => {
  return { id: 'another', accountId, roles: [role], adminType: null }
}
const member = (actor: UserActor) => another(actor, DEFAULT_ROLE)
const owner = (actor: UserActor) => another(actor, USER_ADMIN)
const stranger = (actor: UserActor) => ({ ...member(actor), accountId: '' })
const itself = ({ userId: id, accountId, roles }: UserActor): Reachable => ({ id, accountId, roles })

const mail =
  (right: MailRight): Check =>
  (actor, stores) =>
    passes(() => requireMailRight(stores, actor, actor.accountId, right))

/**
 * What people ask about when they ask what somebody may do. Each is decided by what decides it when it is done, so an
 * answer cannot differ from what happens; whether presence has to be proved is another question.
 */
export const ACTS = {
  'own-key': (actor) => mayReach(actor, itself(actor)),
  'members-key': (actor) => mayReach(actor, member(actor)),
  'owners-key': (actor) => mayReach(actor, owner(actor)),
  'list-users': (actor) => assistsUsers(actor),
  'help-users': (actor) => assistsUsers(actor) && mayAssist(actor, member(actor)),
  'create-users': (actor) => managesUsers(actor),
  'change-users': (actor) => managesUsers(actor) && mayReach(actor, member(actor)),
  'change-owners': (actor) => managesUsers(actor) && mayReach(actor, owner(actor)),
  'require-factor': (actor) => passes(() => requireRuler(actor)),
  'account-settings': (actor) => passes(() => requireOwner(actor)),
  audit: (actor) => passes(() => readableChain(actor)),
  'audit-installation': (actor) => passes(() => readableChain(actor, SYSTEM_CHAIN)),
  'other-accounts': (actor) => passes(() => requireAllAccounts(actor)),
  'create-accounts': (actor) => passes(() => requireAccountMaker(actor)),
  services: (actor) => passes(() => requireServiceKeeper(actor)),
  impersonate: (actor) =>
    mayReach(actor, member(actor)) && mayImpersonate({ id: actor.userId, roles: actor.roles }, member(actor)),
  'check-pins': (actor) => passes(() => requirePinChecker(actor)),
  'validate-tokens': (actor) => validatesAll(actor) || mayAskForToken(actor, stranger(actor)),
  'mail-mailboxes': mail('mailboxes'),
  'mail-aliases': mail('aliases'),
  'mail-lists': mail('lists'),
  'mail-spam': mail('spam'),
  'mail-domains': mail('domains'),
  'mail-found': mail('found'),
  'mail-administrators': (actor, stores) => passes(() => requireSuper(stores, actor, actor.accountId)),
  'mail-key-pair': ({ adminType = null }) => hasPairs({ adminType }),
} as const satisfies Readonly<Record<string, Check>>

export type ActName = keyof typeof ACTS

async function passes(check: () => unknown): Promise<boolean> {
  try {
    await check()
    return true
  } catch (error) {
    if (error instanceof DomainError) return false
    throw error
  }
}
