import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import type { LiveSession } from './check-session.ts'
import { sessionActor } from './open-session.ts'
import type { Visit } from './session.ts'

/** Gives the proof of presence back before it lapses. Nothing happens when there is none. */
export async function endStepUp(deps: Deps, { session, user }: LiveSession, visit: Visit): Promise<void> {
  if (session.provenAtMs === null) return
  await deps.store.transaction(async (tx) => {
    await tx.sessions.update(session.digest, { provenAtMs: null })
    const act = { action: 'session.step_up_end', chain: user.accountId, target: `user:${user.id}` }
    await recordAct(deps, tx, sessionActor(user, session, visit), act)
  })
}
