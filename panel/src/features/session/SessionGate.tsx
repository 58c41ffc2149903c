import { KeywardError } from '@keyward/sdk'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useDeferredValue, useEffect } from 'react'
import { t } from '../../lib/messages/index.ts'
import { isSignedOut, sessionEnded, sessionQuery } from '../../lib/session.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { loginPath } from './loginPath.ts'
import { SessionEndedDialog } from './SessionEndedDialog.tsx'
import styles from './SessionGate.module.css'
import { StepUpProvider } from './StepUpProvider.tsx'
import { useSameUser } from './useSameUser.ts'

/** Lets through those whom the server saw to be nobody: the pages say themselves which of them are open. */
export function SessionGate({ children }: { readonly children: ReactNode }) {
  return isSignedOut() ? children : <SignedInGate>{children}</SignedInGate>
}

/** Draws what is inside once it is known who is signed in; without a session it leads to the sign-in page. */
function SignedInGate({ children }: { readonly children: ReactNode }) {
  const { data, error, refetch } = useQuery(sessionQuery)
  // Deferred, a whole page is drawn in small pieces, and the browser answers in between.
  const session = useDeferredValue(data)
  useSameUser(session?.user.id)
  const signedOut = session === undefined && error instanceof KeywardError && error.code === 'unauthorized'
  useEffect(() => {
    if (signedOut) window.location.replace(loginPath())
  }, [signedOut])
  useEffect(() => {
    if (session) sessionEnded.set(false)
  }, [session])
  if (session) {
    return (
      <StepUpProvider>
        {children}
        <SessionEndedDialog />
      </StepUpProvider>
    )
  }
  return (
    <main className={styles['waiting']}>
      {error && !signedOut ? (
        <ErrorState error={error} title={t('session.unknown')} onRetry={() => refetch()} />
      ) : (
        <Loading lines={5} onRetry={() => refetch()} />
      )}
    </main>
  )
}
