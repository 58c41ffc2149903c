import type { UserActor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { addLink } from '../links/create-link.ts'
import { LINK_LIFETIME_MS } from '../links/link.ts'
import { requireFreshSession, requireNoImpersonator } from '../policy.ts'
import type { Stores } from '../store.ts'
import type { User } from '../users/user.ts'
import type { Job } from './job.ts'
import { endedRows, findJob } from './read-jobs.ts'

export interface MadeInvitation {
  readonly user: User
  /** The secret of the link. */
  readonly secret: string
  readonly endsAtMs: number
}

/**
 * Links for those whom an import of users has made and who have chosen no password yet: to be handed over where no mail
 * reaches them. Links that were mailed stay good. A job of another kind has made nobody.
 * @throws DomainError `step_up.needed`; as `findJob`
 */
export function makeInvitations(
  deps: Deps,
  actor: UserActor,
  jobId: string,
): Promise<readonly MadeInvitation[]> {
  return deps.store.transaction(async (tx) => {
    const job = await findJob(tx, actor, actor.accountId, jobId)
    requireNoImpersonator(actor)
    await requireFreshSession(deps, tx, actor)
    const endsAtMs = deps.clock.now() + LINK_LIFETIME_MS.invitation
    const made: MadeInvitation[] = []
    for (const user of await peopleOf(tx, job)) {
      const link = { kind: 'invitation', userId: user.id, expiresAtMs: endsAtMs } as const
      const secret = await addLink(deps, tx, link)
      const act = { action: 'user.invite', chain: user.accountId, target: `user:${user.id}` }
      await recordAct(deps, tx, actor, act)
      made.push({ user, secret, endsAtMs })
    }
    return made
  })
}

/** Those whom it has made and who wait for a password. */
async function peopleOf(tx: Stores, { id, kind, accountId, mapping }: Job): Promise<readonly User[]> {
  if (kind !== 'user.import') return []
  const people: User[] = []
  for await (const rows of endedRows(tx, id, 'done'))
    for (const { outcome, cells } of rows) {
      const user = await tx.users.byName((cells[mapping.indexOf('username')] ?? '').trim())
      const waits = user?.accountId === accountId && user.enabled && user.passwordHash === null
      if (outcome === 'created' && waits) people.push(user)
    }
  return people
}
