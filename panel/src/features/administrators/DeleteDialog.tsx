import type { Administrator } from '@keyward/sdk'
import { useRef } from 'react'
import { t } from '../../lib/messages/index.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { ShowAsCode } from '../../ui/ShowAsCode.tsx'
import { deleteAdministratorSnippets } from './snippets.ts'
import type { AdminActs } from './useAdminActs.ts'

interface Props {
  readonly administrator: Administrator
  readonly remove: AdminActs['remove']
  readonly onClose: () => void
}

export function DeleteDialog({ administrator, remove, onClose }: Props) {
  const cancel = useRef<HTMLButtonElement>(null)
  return (
    <Dialog
      alert
      open
      onClose={() => remove.busy || onClose()}
      title={t('admins.deleteTitle', { name: administrator.username })}
      description={t('admins.deleteText')}
      initialFocus={cancel}
      actions={
        <>
          <Button ref={cancel} disabled={remove.busy} onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button kind="danger" busy={remove.busy} onClick={() => remove.run(administrator)}>
            {t('admins.deleteConfirm')}
          </Button>
        </>
      }
    >
      <ShowAsCode name={t('admins.deleteConfirm')} snippets={deleteAdministratorSnippets(administrator.id)} />
      {remove.error !== null && <ErrorState error={remove.error} title={t('admins.failedAct')} />}
    </Dialog>
  )
}
