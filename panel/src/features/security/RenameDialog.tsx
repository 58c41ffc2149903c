import type { Passkey } from '@keyward/sdk'
import { type FormEvent, useId, useRef, useState } from 'react'
import { api } from '../../lib/api.ts'
import { t } from '../../lib/messages/index.ts'
import { useStepUp } from '../../lib/stepUp.ts'
import { useAct } from '../../lib/useAct.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useChanged } from './queries.ts'

interface Props {
  readonly passkey: Passkey
  readonly onClose: () => void
}

export function RenameDialog({ passkey, onClose }: Props) {
  const field = useRef<HTMLInputElement>(null)
  const formId = useId()
  const [name, setName] = useState(passkey.name)
  const stepUp = useStepUp()
  const changed = useChanged()
  const rename = useAct(async () => {
    await stepUp('stepUp.renamePasskey', () => api.secondFactors.renamePasskey(passkey.id, name))
    onClose()
    await changed(t('security.renamed', { name }))
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void rename.run()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('passkeys.renameTitle')}
      initialFocus={field}
      actions={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button kind="primary" type="submit" form={formId} busy={rename.busy}>
            {t('action.save')}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit}>
        <TextField
          ref={field}
          label={t('security.name')}
          maxLength={64}
          autoComplete="off"
          required
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </form>
      {rename.error !== null && <ErrorState error={rename.error} />}
    </Dialog>
  )
}
