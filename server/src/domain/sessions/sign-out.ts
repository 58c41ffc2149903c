import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import type { LiveSession } from './check-session.ts'
import { sessionActor } from './open-session.ts'
import type { Visit } from './session.ts'

/** Ends a session before this resolves. One that ended in the meantime is no error. */
export async function signOut(deps: Deps, { session, user }: LiveSession, visit: Visit): Promise<void> {
  await deps.store.transaction(async (tx) => {
    if (!(await tx.sessions.delete(session.digest))) return
    const act = { action: 'session.end', chain: user.accountId, target: `user:${user.id}` }
    await recordAct(deps, tx, sessionActor(user, session, visit), act)
  })
}
