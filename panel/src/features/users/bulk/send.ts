import type { Invitation, ManagedUser } from '@keyward/sdk'
import { api } from '../../../lib/api.ts'
import { isCode } from '../../../lib/errors.ts'
import type { PlainKey } from '../../../lib/messages/index.ts'
import { type StepUp, StepUpCancelled } from '../../../lib/stepUp.ts'
import type { BulkAct, BulkKind } from './acts.ts'

/** Enough to be quick, and few enough to leave the server to others. */
export const AT_ONCE = 4

const ASKED_FOR = {
  disable: 'stepUp.disableUsers',
  enable: 'stepUp.enableUsers',
  give: 'stepUp.roles',
  take: 'stepUp.roles',
  signOut: 'stepUp.endSessions',
  invite: 'stepUp.invite',
  factorRule: 'stepUp.factorRule',
  resetKey: 'stepUp.resetKeys',
  delete: 'stepUp.deleteUsers',
} as const satisfies Record<BulkKind, PlainKey>

/**
 * Does an act to one user after the other. The first goes alone: a question whether it is you comes before anything is
 * done, and once. When the answer lapses on the way, one asks again and the others wait; without an answer all ends.
 */
export function senderOf(
  act: BulkAct,
  stepUp: StepUp,
  stop: AbortController,
  onInvitation: (user: ManagedUser, invitation: Invitation) => void = () => {},
): (user: ManagedUser) => Promise<unknown> {
  let asked: Promise<unknown> | null = null
  const send = async (user: ManagedUser): Promise<unknown> => {
    if (act.kind !== 'invite') return sendOne(act, user)
    return onInvitation(user, await api.users.invite(user.id))
  }
  const ask = (user: ManagedUser) =>
    stepUp(ASKED_FOR[act.kind], () => send(user)).catch((error: unknown) => {
      if (error instanceof StepUpCancelled) stop.abort()
      throw error
    })
  const inTurn = (user: ManagedUser) => {
    const turn = (asked ?? Promise.resolve()).then(() => {
      if (stop.signal.aborted) throw new StepUpCancelled()
      return ask(user)
    })
    asked = turn.catch(() => {})
    return turn
  }
  return async (user) => {
    if (asked === null) return inTurn(user)
    await asked
    if (stop.signal.aborted) throw new StepUpCancelled()
    try {
      return await send(user)
    } catch (error) {
      if (!isCode(error, 'step_up_needed')) throw error
    }
    return inTurn(user)
  }
}

function sendOne(act: Exclude<BulkAct, { readonly kind: 'invite' }>, user: ManagedUser): Promise<unknown> {
  const { id } = user
  switch (act.kind) {
    case 'disable':
      return api.users.disable(id)
    case 'enable':
      return api.users.enable(id)
    case 'give':
      return api.roles.change(id, { add: [act.role] })
    case 'take':
      return api.roles.change(id, { remove: [act.role] })
    case 'signOut':
      return api.userSessions.endAll(id)
    case 'factorRule':
      return api.users.change(id, { secondFactorRule: act.rule ?? user.secondFactorRule })
    case 'resetKey':
      return api.keys.reset({ overlapSeconds: act.overlapSeconds }, `${act.onceKey}.${id}`, id)
    case 'delete':
      return api.users.delete(id, act.heir === '' ? {} : { handOverTo: act.heir })
  }
}
