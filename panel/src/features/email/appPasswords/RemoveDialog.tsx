import type { AppPassword } from '@keyward/sdk'
import { api } from '../../../lib/api.ts'
import { t } from '../../../lib/messages/index.ts'
import { useAct } from '../../../lib/useAct.ts'
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx'
import { ShowAsCode } from '../../../ui/ShowAsCode.tsx'
import { useSaved } from '../useSaved.ts'
import { removeAppPasswordSnippets } from './snippets.ts'

interface Props {
  readonly address: string
  readonly appPassword: AppPassword
  readonly onClose: () => void
}

export function RemoveDialog({ address, appPassword: { id, name }, onClose }: Props) {
  const saved = useSaved()
  const remove = useAct(async () => {
    await api.appPasswords.delete(address, id)
    onClose()
    await saved(t('appPasswords.removed', { name }))
  })
  return (
    <ConfirmDialog
      title={t('appPasswords.removeTitle', { name })}
      text={t('appPasswords.removeText')}
      button={t('appPasswords.remove')}
      act={remove}
      onConfirm={() => remove.run()}
      onClose={onClose}
    >
      <ShowAsCode name={t('code.removeAppPasswordName')} snippets={removeAppPasswordSnippets(address, id)} />
    </ConfirmDialog>
  )
}
