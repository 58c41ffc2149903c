import type { Administrator } from '@keyward/sdk'
import { t } from '../../lib/messages/index.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { ShowAsCode } from '../../ui/ShowAsCode.tsx'
import { deleteAdministratorSnippets } from './snippets.ts'
import type { AdminActs } from './useAdminActs.ts'

interface Props {
  readonly administrator: Administrator
  readonly remove: AdminActs['remove']
  readonly onClose: () => void
}

export function DeleteDialog({ administrator, remove, onClose }: Props) {
  return (
    <ConfirmDialog
      title={t('admins.deleteTitle', { name: administrator.username })}
      text={t('admins.deleteText')}
      button={t('admins.deleteConfirm')}
      act={remove}
      onConfirm={() => remove.run(administrator)}
      onClose={onClose}
      failed={t('admins.failedAct')}
    >
      <ShowAsCode name={t('admins.deleteConfirm')} snippets={deleteAdministratorSnippets(administrator.id)} />
    </ConfirmDialog>
  )
}
