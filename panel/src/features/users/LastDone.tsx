import { useQueryClient } from '@tanstack/react-query'
import { t } from '../../lib/messages/index.ts'
import { useSignal } from '../../lib/signal.ts'
import { useAct } from '../../lib/useAct.ts'
import { DoneBar } from '../../ui/DoneBar.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { lastDone, undoLast } from './lastDone.ts'
import { USERS } from './queries.ts'

/** What was done last, at the foot of the screen, with Undo. */
export function LastDone() {
  const queries = useQueryClient()
  const done = useSignal(lastDone)
  const undo = useAct(async () => {
    await undoLast()
    await queries.invalidateQueries({ queryKey: USERS })
  })
  return (
    <>
      {undo.error !== null && <ErrorState error={undo.error} title={t('users.notUndone')} />}
      <DoneBar
        text={done?.text ?? null}
        onUndo={done?.undo && (() => undo.run())}
        busy={undo.busy}
        onDismiss={() => lastDone.set(null)}
      />
    </>
  )
}
