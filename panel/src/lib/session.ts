import { KeywardError, type Session, type User } from '@keyward/sdk'
import { queryOptions, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { api, rememberCsrfToken, unattendedApi } from './api.ts'
import { createSignal } from './signal.ts'

const FRESH_MS = 60_000

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async () => remembering(await api.session.get()),
  staleTime: FRESH_MS,
})

/** The same, asked by the page itself when the time is over; the session does not last longer for it. */
export const unattendedSessionQuery = {
  ...sessionQuery,
  queryFn: async () => remembering(await unattendedApi.session.get()),
  staleTime: 0,
}

/** True from the first answer that said "not signed in" until somebody signs in again. */
export const sessionEnded = createSignal(false)

/** Any request may be the one that finds the session gone. @returns whether this one was */
export function noticeSignedOut(error: unknown): boolean {
  const isGone = error instanceof KeywardError && error.code === 'unauthorized'
  if (isGone) sessionEnded.set(true)
  return isGone
}

/** Resolves when somebody has signed in again. */
export function sessionIsBack(): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (sessionEnded.get()) return
      stop()
      resolve()
    }
    const stop = sessionEnded.subscribe(look)
  })
}

/** True on the pages that need no sign-in, when the server saw nobody: then there is no session to ask for. */
export function isSignedOut(): boolean {
  return document.documentElement.dataset['signedOut'] !== undefined
}

/** For pages that need no sign-in; undefined for nobody. */
export function useSessionIfAny(): Session | undefined {
  return useQuery({ ...sessionQuery, enabled: !isSignedOut() }).data
}

/** Only below the session gate, which waits until the session is known. */
export function useSession(): Session {
  return useSuspenseQuery(sessionQuery).data
}

export function useUser(): User {
  return useSession().user
}

/** Takes over what a step-up or an edit answered, so that no second request is needed. */
export function useSessionUpdate(): (change: (session: Session) => Session) => void {
  const queries = useQueryClient()
  return useCallback(
    (change) =>
      queries.setQueryData(sessionQuery.queryKey, (session) => session && remembering(change(session))),
    [queries],
  )
}

function remembering(session: Session): Session {
  rememberCsrfToken(session.csrfToken)
  return session
}
