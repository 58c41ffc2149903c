import type { AppPassword } from '@keyward/sdk'
import { useRef } from 'react'
import { api } from '../../../lib/api.ts'
import { t } from '../../../lib/messages/index.ts'
import { useAct } from '../../../lib/useAct.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
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
  const cancel = useRef<HTMLButtonElement>(null)
  const remove = useAct(async () => {
    await api.appPasswords.delete(address, id)
    onClose()
    await saved(t('appPasswords.removed', { name }))
  })
  return (
    <Dialog
      alert
      open
      onClose={() => remove.busy || onClose()}
      title={t('appPasswords.removeTitle', { name })}
      description={t('appPasswords.removeText')}
      initialFocus={cancel}
      actions={
        <>
          <Button ref={cancel} onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button kind="danger" busy={remove.busy} onClick={() => remove.run()}>
            {t('appPasswords.remove')}
          </Button>
        </>
      }
    >
      {remove.error !== null && <ErrorState error={remove.error} />}
      <ShowAsCode name={t('code.removeAppPasswordName')} snippets={removeAppPasswordSnippets(address, id)} />
    </Dialog>
  )
}
