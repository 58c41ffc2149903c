import type { UserActor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { randomHexId, randomSecret } from '../ids.ts'
import { requireFreshSession, requireNoImpersonator, userWithinReach } from '../policy.ts'
import type { Stores } from '../store.ts'
import type { User } from '../users/user.ts'
import {
  type ApplicationCredential,
  digestedText,
  MAX_CREDENTIALS_PER_USER,
} from './application-credential.ts'
import { actingCredential, requireUnrestricted } from './managing.ts'
import { type AskedRule, settleAccessRules } from './settle-access-rules.ts'
import { type AskedRole, settleRoles } from './settle-roles.ts'

/** An application credential as somebody asks for it. */
export interface AskedCredential {
  readonly name: string
  readonly description: string | null
  /** Null for one that is made here. */
  readonly secret: string | null
  /** Null for all that the actor has. */
  readonly roles: readonly AskedRole[] | null
  readonly unrestricted: boolean
  readonly accessRules: readonly AskedRule[] | null
  readonly expiresAtMs: number | null
}

export interface CreatedCredential {
  readonly credential: ApplicationCredential
  /** Nobody can be told it again. */
  readonly secret: string
}

/**
 * Makes an application credential of the actor's own. One that is made by another is never worth more than that.
 * @throws DomainError `input.invalid`, `role.not_found`, `access_rule.not_found`, `application_credential.exists`,
 * `user.not_found`, `step_up.needed`, `actor.forbidden` for another user, for one credential too many, and for what is worth more
 */
export async function createApplicationCredential(
  deps: Deps,
  actor: UserActor,
  userId: string,
  asked: AskedCredential,
): Promise<CreatedCredential> {
  requireUnrestricted(actor)
  requireNoImpersonator(actor)
  return deps.store.transaction(async (tx) => {
    const user = await ownUser(tx, actor, userId)
    await requireFreshSession(deps, tx, actor)
    checkTexts(asked)
    await tx.users.hold(user.id)
    if ((await tx.applicationCredentials.ofUser(user.id)).length >= MAX_CREDENTIALS_PER_USER) {
      const reason = `A user has at most ${MAX_CREDENTIALS_PER_USER} application credentials.`
      throw new DomainError('actor.forbidden', { reason })
    }
    const secret = asked.secret ?? randomSecret(deps.random)
    const credential = await settle(deps, tx, actor, user, asked, secret)
    await tx.applicationCredentials.insert(credential)
    const { id, name } = credential
    const act = { action: 'application_credential.create', chain: user.accountId, target: `user:${user.id}` }
    await recordAct(deps, tx, actor, { ...act, details: { credentialId: id, name } })
    return { credential, secret }
  })
}

/** @throws DomainError `user.not_found`, `actor.forbidden`; nobody makes one for somebody else */
async function ownUser(tx: Stores, actor: UserActor, userId: string): Promise<User> {
  const user = await userWithinReach(tx, actor, userId)
  if (user.id === actor.userId) return user
  const reason =
    'You are not authorized to perform the requested action: Cannot create an application credential for ' +
    'another user.'
  throw new DomainError('actor.forbidden', { reason })
}

async function settle(
  deps: Deps,
  tx: Stores,
  actor: UserActor,
  { id: userId, accountId }: User,
  asked: AskedCredential,
  secret: string,
): Promise<ApplicationCredential> {
  const id = randomHexId(deps.random)
  const createdAtMs = deps.clock.now()
  const parent = actingCredential(actor)
  const { name, description, unrestricted } = asked
  return {
    ...{ id, userId, accountId, name, description, unrestricted, createdAtMs, state: 'active' },
    digest: deps.vault.digest('application-credential', digestedText(id, secret)),
    roles: await settleRoles(tx, actor, asked.roles),
    accessRules: await settleAccessRules(deps, tx, { userId, accountId }, asked.accessRules, parent),
    expiresAtMs: settleEnd(asked.expiresAtMs, createdAtMs, parent),
  }
}

/** @throws DomainError `input.invalid` for a moment that has passed, `actor.forbidden` */
function settleEnd(
  askedMs: number | null,
  nowMs: number,
  parent: ApplicationCredential | null,
): number | null {
  if (askedMs !== null && askedMs <= nowMs) throw invalid('expires_at', 'The expiry must be in the future.')
  const latestMs = parent?.expiresAtMs ?? null
  if (askedMs !== null && latestMs !== null && askedMs > latestMs) {
    const reason = 'An application credential cannot make one that outlives it.'
    throw new DomainError('actor.forbidden', { reason })
  }
  return askedMs ?? latestMs
}

const MAX_NAME_LENGTH = 255
const MAX_DESCRIPTION_LENGTH = 1_024
/** As long as a password has to be: no slow hash stands between a short one and somebody who guesses. */
const MIN_SECRET_LENGTH = 15
const MAX_SECRET_LENGTH = 512
const CONTROL = /\p{Cc}/u

function checkTexts({ name, description, secret }: AskedCredential): void {
  if (name.trim() === '' || name.length > MAX_NAME_LENGTH || CONTROL.test(name)) {
    throw invalid('name', `A name has 1 to ${MAX_NAME_LENGTH} characters.`)
  }
  if (description !== null && (description.length > MAX_DESCRIPTION_LENGTH || description.includes('\0'))) {
    throw invalid('description', `A description has at most ${MAX_DESCRIPTION_LENGTH} characters.`)
  }
  if (secret !== null && (secret.length < MIN_SECRET_LENGTH || secret.length > MAX_SECRET_LENGTH)) {
    throw invalid('secret', `A secret has ${MIN_SECRET_LENGTH} to ${MAX_SECRET_LENGTH} characters.`)
  }
}

function invalid(field: string, reason: string): DomainError {
  return new DomainError('input.invalid', { field, reason })
}
