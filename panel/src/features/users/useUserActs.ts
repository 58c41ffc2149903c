import type { ManagedUser } from '@keyward/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../lib/api.ts'
import { type Done, lastDone, tellDone } from '../../lib/lastDone.ts'
import { t } from '../../lib/messages/index.ts'
import { useUser } from '../../lib/session.ts'
import { useStepUp } from '../../lib/stepUp.ts'
import { useAct } from '../../lib/useAct.ts'
import { USERS } from './queries.ts'

type Named = Pick<ManagedUser, 'id' | 'name'>

/** The acts on a user that need no form. `failed` says what was not done, when something was not. */
export function useUserActs() {
  const queries = useQueryClient()
  const stepUp = useStepUp()
  const me = useUser()
  const shutOut = (id: string) => stepUp('stepUp.disableUser', () => api.users.disable(id))
  const letIn = (id: string) => stepUp('stepUp.enableUser', () => api.users.enable(id))
  // One's own sessions end without a question.
  const signOut = (id: string) =>
    id === me.id
      ? api.userSessions.endAll(id)
      : stepUp('stepUp.endSessions', () => api.userSessions.endAll(id))
  const [failed, setFailed] = useState('')
  const act = useAct(async (failure: string, perform: () => Promise<Done>) => {
    lastDone.set(null)
    setFailed(failure)
    tellDone(await perform())
    await queries.invalidateQueries({ queryKey: USERS })
    await queries.invalidateQueries({ queryKey: ['sessions'] })
  })
  const disable = ({ id, name }: Named) =>
    act.run(t('users.notDisabled', { name }), async () => {
      await shutOut(id)
      return { text: t('users.disabled', { name }), undo: () => letIn(id) }
    })
  const enable = ({ id, name }: Named) =>
    act.run(t('users.notEnabled', { name }), async () => {
      await letIn(id)
      return { text: t('users.enabled', { name }), undo: () => shutOut(id) }
    })
  const endSessions = ({ id, name }: Named) =>
    act.run(t('users.sessionsNotEnded', { name }), async () => {
      const count = await signOut(id)
      return {
        text: count === 0 ? t('users.noSessions', { name }) : t('users.sessionsEnded', { count, name }),
      }
    })
  const revokeInvitation = ({ id, name }: Named) =>
    act.run(t('users.notRevoked', { name }), async () => {
      await stepUp('stepUp.revokeInvitation', () => api.users.revokeInvitation(id))
      return { text: t('users.revoked', { name }) }
    })
  return { failed, error: act.error, busy: act.busy, disable, enable, endSessions, revokeInvitation }
}

export type UserActs = ReturnType<typeof useUserActs>
