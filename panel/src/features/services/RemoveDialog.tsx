import { t } from '../../lib/messages/index.ts'
import { useAct } from '../../lib/useAct.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'

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
    <ConfirmDialog
      title={title}
      text={text}
      button={t('services.remove')}
      act={remove}
      onConfirm={() => remove.run()}
      onClose={onClose}
    />
  )
}
