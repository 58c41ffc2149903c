import { useCallback, useRef, useState } from 'react'
import { queryClient } from './queryClient.ts'
import { isSignedOut, noticeSignedOut, sessionIsBack, sessionQuery } from './session.ts'
import { StepUpCancelled } from './stepUp.ts'

export interface Act<Args extends readonly unknown[]> {
  /** Starts the act. A second call while it is under way does nothing. */
  readonly run: (...args: Args) => Promise<void>
  readonly busy: boolean
  readonly error: unknown
  readonly clear: () => void
}

/**
 * One thing a person does that changes something. Used in place of query mutations because their
 * cache would keep the answer, and some answers are secrets.
 */
export function useAct<Args extends readonly unknown[]>(
  perform: (...args: Args) => Promise<void>,
): Act<Args> {
  const [state, setState] = useState<{ busy: boolean; error: unknown }>({ busy: false, error: null })
  const running = useRef(false)
  const run = async (...args: Args): Promise<void> => {
    if (running.current) return
    running.current = true
    setState({ busy: true, error: null })
    const error = await failureOf(() => perform(...args))
    running.current = false
    setState({ busy: false, error })
  }
  const clear = useCallback(() => setState({ busy: false, error: null }), [])
  return { run, ...state, clear }
}

/** An act that finds the session gone waits below the dialog over the page, and goes on when the same person is back. */
async function failureOf(perform: () => Promise<void>): Promise<unknown> {
  const who = signedInAs()
  for (;;) {
    try {
      await perform()
      return null
    } catch (error) {
      if (error instanceof StepUpCancelled) return null
      if (!noticeSignedOut(error) || isSignedOut()) return error
      await sessionIsBack()
      // For somebody else the page is loaded anew.
      if (signedInAs() !== who) return null
    }
  }
}

const signedInAs = () => queryClient.getQueryData(sessionQuery.queryKey)?.user.id
