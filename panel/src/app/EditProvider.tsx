import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react'
import { type Difference, type SaveEdit, SaveEditContext, saveEdit } from '../lib/saveEdit.ts'
import { StepUpCancelled } from '../lib/stepUp.ts'

const ConflictDialog = lazy(() => import('./ConflictDialog.tsx'))

interface Question {
  readonly differences: readonly Difference[]
  readonly answer: (whose: 'mine' | 'theirs' | null) => void
}

/** Lets every form below ask whose edit is to stay, and go on where it stopped. */
export function EditProvider({ children }: { readonly children: ReactNode }) {
  const [question, setQuestion] = useState<Question | null>(null)
  const save = useMemo((): SaveEdit => {
    const ask = async (differences: readonly Difference[]) => {
      const whose = await new Promise<'mine' | 'theirs' | null>((answer) =>
        setQuestion({ differences, answer }),
      )
      setQuestion(null)
      if (whose === null) throw new StepUpCancelled()
      return whose
    }
    return (form) => saveEdit(ask, form)
  }, [])
  return (
    <SaveEditContext value={save}>
      {children}
      {question && (
        <Suspense>
          <ConflictDialog differences={question.differences} onAnswer={question.answer} />
        </Suspense>
      )}
    </SaveEditContext>
  )
}
