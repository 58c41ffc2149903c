import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { sessionEnded, sessionQuery } from '../../lib/session.ts'
import { onNewsFromOtherTabs, tellOtherTabs } from './sessionChannel.ts'

/**
 * Keeps all tabs with one person: signing out in one ends the others, signing in again revives them,
 * and when somebody else signs in the page starts afresh rather than mixing two people's data.
 */
export function useSameUser(userId: string | undefined): void {
  const queries = useQueryClient()
  const first = useRef(userId)
  useEffect(() => {
    if (userId === undefined) return
    if (first.current !== undefined && first.current !== userId) window.location.reload()
    first.current = userId
    tellOtherTabs({ kind: 'signed-in', userId })
  }, [userId])
  useEffect(
    () =>
      onNewsFromOtherTabs((news) => {
        if (news.kind === 'signed-out') sessionEnded.set(true)
        else if (sessionEnded.get() || news.userId !== first.current) {
          void queries.invalidateQueries({ queryKey: sessionQuery.queryKey })
        }
      }),
    [queries],
  )
}
