import { useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { announce } from '../../lib/announce.ts'
import { api } from '../../lib/api.ts'
import { t } from '../../lib/messages/index.ts'
import { useStepUp } from '../../lib/stepUp.ts'
import { useAct } from '../../lib/useAct.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { ImpactPreview } from '../../ui/ImpactPreview.tsx'
import { pairsQuery, usePairImpact } from './queries.ts'

/** Asks before a limited pair ends for good: whom that stops. */
export function DeletePairDialog({ name, onClose }: { readonly name: string; readonly onClose: () => void }) {
  const cancel = useRef<HTMLButtonElement>(null)
  const queries = useQueryClient()
  const stepUp = useStepUp()
  const impact = usePairImpact(name)
  const remove = useAct(async () => {
    await stepUp('stepUp.pairEnd', () => api.keyPairs.delete(name))
    onClose()
    announce(t('named.deleted', { name }))
    await queries.invalidateQueries(pairsQuery)
  })
  return (
    <Dialog
      alert
      open
      size="large"
      onClose={() => remove.busy || onClose()}
      title={t('named.deleteTitle', { name })}
      description={t('named.deleteEffect')}
      initialFocus={cancel}
      actions={
        <>
          <Button ref={cancel} disabled={remove.busy} onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button kind="danger" busy={remove.busy} onClick={() => remove.run()}>
            {t('named.deleteConfirm')}
          </Button>
        </>
      }
    >
      <ImpactPreview impact={impact} />
      {remove.error !== null && <ErrorState error={remove.error} title={t('named.notDeleted')} />}
    </Dialog>
  )
}
