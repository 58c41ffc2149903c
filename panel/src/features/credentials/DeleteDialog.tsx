import type { HandedCredential } from '@keyward/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { api } from '../../lib/api.ts'
import { tellDone } from '../../lib/lastDone.ts'
import { t } from '../../lib/messages/index.ts'
import { useAct } from '../../lib/useAct.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { OWN_CREDENTIALS } from './queries.ts'

interface Props {
  readonly credential: HandedCredential
  readonly onClose: () => void
}

export function DeleteDialog({ credential: { id, name }, onClose }: Props) {
  const queries = useQueryClient()
  const cancel = useRef<HTMLButtonElement>(null)
  const remove = useAct(async () => {
    await api.applicationCredentials.delete(id)
    onClose()
    tellDone({ text: t('own.deleted', { name }) })
    await queries.invalidateQueries({ queryKey: OWN_CREDENTIALS })
  })
  return (
    <Dialog
      alert
      open
      onClose={() => remove.busy || onClose()}
      title={t('own.deleteTitle', { name })}
      description={t('own.deleteText')}
      initialFocus={cancel}
      actions={
        <>
          <Button ref={cancel} onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button kind="danger" busy={remove.busy} onClick={() => remove.run()}>
            {t('own.deleteConfirm')}
          </Button>
        </>
      }
    >
      {remove.error !== null && <ErrorState error={remove.error} />}
    </Dialog>
  )
}
