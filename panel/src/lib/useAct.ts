import { KeywardError } from '@keyward/sdk'
import { useCallback, useRef, useState } from 'react'
import { isSignedOut, sessionEnded } from './session.ts'
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
    const error = await failureOf(perform(...args))
    running.current = false
    setState({ busy: false, error })
  }
  const clear = useCallback(() => setState({ busy: false, error: null }), [])
  return { run, ...state, clear }
}

async function failureOf(attempt: Promise<void>): Promise<unknown> {
  try {
    await attempt
    return null
  } catch (error) {
    if (error instanceof StepUpCancelled) return null
    // The dialog over the page says it, and once it is gone it is not so any more.
    return noticeSignedOut(error) && !isSignedOut() ? null : error
  }
}

/** Any request may be the one that finds the session gone. @returns whether this one was */
export function noticeSignedOut(error: unknown): boolean {
  const isGone = error instanceof KeywardError && error.code === 'unauthorized'
  if (isGone) sessionEnded.set(true)
  return isGone
}
