import { t } from '../../lib/messages/index.ts'
import { useStepUp } from '../../lib/stepUp.ts'
import { useAct } from '../../lib/useAct.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
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
    <ConfirmDialog
      title={t('security.removeTitle', { name })}
      text={t('security.removeText')}
      button={t('security.remove')}
      act={act}
      onConfirm={() => act.run()}
      onClose={onClose}
    >
      {isLast && <Notice kind="warning">{t('security.removeLast')}</Notice>}
    </ConfirmDialog>
  )
}
