import { useQueryClient } from '@tanstack/react-query'
import { announce } from '../../lib/announce.ts'
import { api } from '../../lib/api.ts'
import { t } from '../../lib/messages/index.ts'
import { useStepUp } from '../../lib/stepUp.ts'
import { useAct } from '../../lib/useAct.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { ImpactPreview } from '../../ui/ImpactPreview.tsx'
import { pairsQuery, usePairImpact } from './queries.ts'

/** Asks before a limited pair ends for good: whom that stops. */
export function DeletePairDialog({ name, onClose }: { readonly name: string; readonly onClose: () => void }) {
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
    <ConfirmDialog
      size="large"
      title={t('named.deleteTitle', { name })}
      text={t('named.deleteEffect')}
      button={t('named.deleteConfirm')}
      act={remove}
      onConfirm={() => remove.run()}
      onClose={onClose}
      failed={t('named.notDeleted')}
    >
      <ImpactPreview impact={impact} />
    </ConfirmDialog>
  )
}
