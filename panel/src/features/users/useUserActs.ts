import type { ManagedUser } from '@keyward/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { announce } from '../../lib/announce.ts'
import { api } from '../../lib/api.ts'
import { t } from '../../lib/messages/index.ts'
import { useAct } from '../../lib/useAct.ts'
import { USERS } from './queries.ts'

/** What was done, in words, and the way back where there is one. */
export interface Done {
  readonly text: string
  readonly undo?: () => Promise<unknown>
}

/** The acts on a user that need no form, and what the page says of the last one. */
export function useUserActs() {
  const queries = useQueryClient()
  const [done, setDone] = useState<Done | null>(null)
  const [failed, setFailed] = useState<string | null>(null)
  const say = async (next: Done) => {
    setDone(next)
    announce(next.text)
    await queries.invalidateQueries({ queryKey: USERS })
  }
  const act = useAct(async (failure: string, perform: () => Promise<Done>) => {
    setDone(null)
    setFailed(failure)
    await say(await perform())
  })
  const disable = ({ id, name }: Named) =>
    act.run(t('users.notDisabled', { name }), async () => {
      await api.users.disable(id)
      return { text: t('users.disabled', { name }), undo: () => api.users.enable(id) }
    })
  const enable = ({ id, name }: Named) =>
    act.run(t('users.notEnabled', { name }), async () => {
      await api.users.enable(id)
      return { text: t('users.enabled', { name }), undo: () => api.users.disable(id) }
    })
  const endSessions = ({ id, name }: Named) =>
    act.run(t('users.sessionsNotEnded', { name }), async () => {
      const count = await api.userSessions.endAll(id)
      return {
        text: count === 0 ? t('users.noSessions', { name }) : t('users.sessionsEnded', { count, name }),
      }
    })
  const undo = useAct(async () => {
    if (!done?.undo) return
    await done.undo()
    await say({ text: t('users.undoneAll') })
  })
  return {
    done,
    say,
    failed,
    error: act.error ?? undo.error,
    busy: act.busy || undo.busy,
    undo,
    disable,
    enable,
    endSessions,
    dismiss: () => setDone(null),
  }
}

type Named = Pick<ManagedUser, 'id' | 'name'>

export type UserActs = ReturnType<typeof useUserActs>
