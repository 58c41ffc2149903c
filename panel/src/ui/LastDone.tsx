import { type QueryKey, useQueryClient } from '@tanstack/react-query'
import { lastDone, undoLast } from '../lib/lastDone.ts'
import { t } from '../lib/messages/index.ts'
import { useSignal } from '../lib/signal.ts'
import { useAct } from '../lib/useAct.ts'
import { DoneBar } from './DoneBar.tsx'
import { ErrorState } from './ErrorState.tsx'

/** What was done last, at the foot of the screen, with Undo. @param about what is old after it */
export function LastDone({ about }: { readonly about: QueryKey }) {
  const queries = useQueryClient()
  const done = useSignal(lastDone)
  const undo = useAct(async () => {
    await undoLast()
    await queries.invalidateQueries({ queryKey: about })
  })
  return (
    <>
      {undo.error !== null && <ErrorState error={undo.error} title={t('done.notUndone')} />}
      <DoneBar
        text={done?.text ?? null}
        onUndo={done?.undo && (() => undo.run())}
        busy={undo.busy}
        onDismiss={() => lastDone.set(null)}
      />
    </>
  )
}
