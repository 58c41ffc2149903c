import { t } from '../../lib/messages/index.ts'
import { useStepUp } from '../../lib/stepUp.ts'
import { useAct } from '../../lib/useAct.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useChanged } from './queries.ts'

interface Props {
  readonly name: string
  /** Nothing but the password is left afterwards. */
  readonly isLast: boolean
  readonly remove: () => Promise<void>
  readonly onClose: () => void
}

export function RemoveDialog({ name, isLast, remove, onClose }: Props) {
  const stepUp = useStepUp()
  const changed = useChanged()
  const act = useAct(async () => {
    await stepUp('stepUp.removeFactor', remove)
    onClose()
    await changed(t('security.removed', { name }))
  })
  return (
    <Dialog
      alert
      open
      onClose={onClose}
      title={t('security.removeTitle', { name })}
      description={t('security.removeText')}
      actions={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button kind="danger" busy={act.busy} onClick={() => act.run()}>
            {t('security.remove')}
          </Button>
        </>
      }
    >
      {isLast && <Notice kind="warning">{t('security.removeLast')}</Notice>}
      {act.error !== null && <ErrorState error={act.error} />}
    </Dialog>
  )
}
