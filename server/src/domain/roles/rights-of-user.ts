import type { UserActor } from '../actor.ts'
import { ADMIN_TYPES, type AdminType } from '../administrators/administrator.ts'
import type { Deps } from '../deps.ts'
import { userWithinReach } from '../policy.ts'
import { mayGive, strengthToGive } from '../users/managing.ts'
import type { User } from '../users/user.ts'
import { ACTS, type ActName, type ActStores } from './acts.ts'
import { type GivableRole, listRoles } from './list-roles.ts'

/** What gives a right. `everybody`: every user has it. */
export type Ground =
  | { readonly kind: 'role'; readonly name: string }
  | { readonly kind: 'administrator'; readonly name: AdminType }
  | { readonly kind: 'everybody'; readonly name: '' }

/** What would give a right that somebody does not have. */
export interface Grant {
  readonly ground: Ground
  /** Whoever asks can give it. */
  readonly givable: boolean
  /** What those have who can. */
  readonly givers: readonly Ground[]
}

export interface Right {
  readonly act: ActName
  readonly allowed: boolean
  /** Each of these alone is enough. */
  readonly through: readonly Ground[]
  /** Weakest first; empty where it is allowed. */
  readonly grants: readonly Grant[]
}

const EVERYBODY: Ground = { kind: 'everybody', name: '' }

/**
 * What a user may do, through what, and else who could give it. Found by asking the rules themselves: as the user is,
 * and as somebody would be who had one thing alone.
 * @throws DomainError `user.not_found`, `actor.forbidden`
 */
export async function rightsOfUser(
  { store }: Pick<Deps, 'store'>,
  asker: UserActor,
  userId: string,
): Promise<readonly Right[]> {
  const user = await userWithinReach(store, asker, userId)
  const roles = await listRoles(store)
  const names: readonly ActName[] = Object.keys(ACTS).filter(isAct)
  return Promise.all(names.map((act) => rightOf({ act, store, asker, user, roles })))
}

interface Question {
  readonly act: ActName
  readonly store: ActStores
  readonly asker: UserActor
  readonly user: User
  readonly roles: readonly GivableRole[]
}

async function rightOf(question: Question): Promise<Right> {
  const { act } = question
  const allowed = await may(question, asIs(question))
  const through = allowed ? await grounds(question) : []
  return { act, allowed, through, grants: allowed ? [] : await grantsOf(question) }
}

async function may({ act, store }: Question, actor: UserActor): Promise<boolean> {
  return ACTS[act](actor, store)
}

/** The user, as one who acts with everything they have. */
function asIs(question: Question): UserActor {
  const { id: userId, roles, adminType } = question.user
  return { ...bare(question), userId, roles, ...(adminType && { adminType }) }
}

/** Somebody of the same account who has nothing. */
function bare({ asker, user }: Question): UserActor {
  const { origin, requestId } = asker
  const proof = { kind: 'credential', of: 'password', credentialId: '' } as const
  const somebody = { userId: 'somebody', userName: '', accountId: user.accountId, roles: [] }
  return { kind: 'user', ...somebody, proof, origin, requestId }
}

/** Somebody who has this alone. */
function having(question: Question, ground: Ground): UserActor {
  const actor = bare(question)
  if (ground.kind === 'role') return { ...actor, roles: [ground.name] }
  // What a limited administrator may is kept for each.
  return ground.kind === 'everybody' ? actor : { ...actor, userId: question.user.id, adminType: ground.name }
}

async function grounds(question: Question): Promise<readonly Ground[]> {
  if (await may(question, bare(question))) return [EVERYBODY]
  const { roles, adminType } = question.user
  const had: readonly Ground[] = [
    ...roles.map((name) => ({ kind: 'role', name }) as const),
    ...(adminType ? [{ kind: 'administrator', name: adminType } as const] : []),
  ]
  return enoughOf(question, had)
}

async function enoughOf(question: Question, some: readonly Ground[]): Promise<readonly Ground[]> {
  const enough = await Promise.all(some.map((ground) => may(question, having(question, ground))))
  return some.filter((_, at) => enough[at])
}

async function grantsOf(question: Question): Promise<readonly Grant[]> {
  const byStrength = question.roles.toSorted((a, b) => strengthToGive(a) - strengthToGive(b))
  const roles = byStrength.map(({ name }) => ({ kind: 'role', name }) as const)
  const types = ADMIN_TYPES.toReversed().map((name) => ({ kind: 'administrator', name }) as const)
  const would = await enoughOf(question, [...types, ...roles])
  return Promise.all(would.map((ground) => grantOf(question, ground)))
}

async function grantOf(question: Question, ground: Ground): Promise<Grant> {
  const everything: readonly Ground[] = [
    ...(ground.kind === 'administrator'
      ? ADMIN_TYPES.map((name) => ({ kind: 'administrator', name }) as const)
      : []),
    ...question.roles.map(({ name }) => ({ kind: 'role', name }) as const),
  ]
  const can = await Promise.all(
    everything.map((giver) => mayGiveGround(question, having(question, giver), ground)),
  )
  const givable = await mayGiveGround(question, question.asker, ground)
  return { ground, givable, givers: everything.filter((_, at) => can[at]) }
}

async function mayGiveGround(question: Question, actor: UserActor, ground: Ground): Promise<boolean> {
  if (ground.kind === 'administrator') return ACTS['mail-administrators'](actor, question.store)
  const role = question.roles.find(({ name }) => name === ground.name)
  return role !== undefined && mayGive(actor, role) === 'yes'
}

function isAct(name: string): name is ActName {
  return Object.hasOwn(ACTS, name)
}
