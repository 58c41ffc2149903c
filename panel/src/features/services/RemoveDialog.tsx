import { t } from '../../lib/messages/index.ts'
import { useAct } from '../../lib/useAct.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'

interface Props {
  readonly title: string
  /** What it comes to. */
  readonly text: string
  readonly onRemove: () => Promise<void>
  readonly onClose: () => void
}

/** Asks before something is taken away. */
export function RemoveDialog({ title, text, onRemove, onClose }: Props) {
  const remove = useAct(async () => {
    await onRemove()
    onClose()
  })
  return (
    <Dialog
      open
      alert
      onClose={onClose}
      title={title}
      description={text}
      actions={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button kind="danger" busy={remove.busy} onClick={() => remove.run()}>
            {t('services.remove')}
          </Button>
        </>
      }
    >
      {remove.error !== null && <ErrorState error={remove.error} />}
    </Dialog>
  )
}
