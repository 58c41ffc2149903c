import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useCallback, useState } from 'react'
import { isCode } from '../../lib/errors.ts'
import type { PlainKey } from '../../lib/messages/index.ts'
import { sessionQuery } from '../../lib/session.ts'
import { type StepUp, StepUpCancelled, StepUpContext } from '../../lib/stepUp.ts'
import { StepUpDialog } from './StepUpDialog.tsx'

interface Question {
  readonly act: PlainKey
  readonly answer: (proven: boolean) => void
}

/** Gives every act below a way to ask for the password, once, and to go on where it stopped. */
export function StepUpProvider({ children }: { readonly children: ReactNode }) {
  const [question, setQuestion] = useState<Question | null>(null)
  const stepUp = useStepUpWith(setQuestion)
  const answer = (proven: boolean) => {
    setQuestion(null)
    question?.answer(proven)
  }
  return (
    <StepUpContext value={stepUp}>
      {children}
      <StepUpDialog
        act={question?.act ?? null}
        onProven={() => answer(true)}
        onCancel={() => answer(false)}
      />
    </StepUpContext>
  )
}

function useStepUpWith(ask: (question: Question) => void): StepUp {
  const queries = useQueryClient()
  return useCallback(
    async (act, perform) => {
      const prove = async () => {
        const proven = await new Promise<boolean>((answer) => ask({ act, answer }))
        if (!proven) throw new StepUpCancelled()
      }
      // The session says when a proof has lapsed: asking first saves a request that is known to fail.
      const until = queries.getQueryData(sessionQuery.queryKey)?.confirmedUntil
      if (until === null || (until !== undefined && Date.parse(until) <= Date.now())) await prove()
      try {
        return await perform()
      } catch (error) {
        if (!isCode(error, 'step_up_needed')) throw error
      }
      await prove()
      return await perform()
    },
    [queries, ask],
  )
}
