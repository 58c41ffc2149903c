import type { Passkey } from '@keyward/sdk'
import { useRef, useState } from 'react'
import { api } from '../../lib/api.ts'
import { t } from '../../lib/messages/index.ts'
import { useStepUp } from '../../lib/stepUp.ts'
import { useAct } from '../../lib/useAct.ts'
import { FormDialog } from '../../ui/FormDialog.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useChanged } from './queries.ts'

interface Props {
  readonly passkey: Passkey
  readonly onClose: () => void
}

export function RenameDialog({ passkey, onClose }: Props) {
  const field = useRef<HTMLInputElement>(null)
  const [name, setName] = useState(passkey.name)
  const stepUp = useStepUp()
  const changed = useChanged()
  const rename = useAct(async () => {
    await stepUp('stepUp.renamePasskey', () => api.secondFactors.renamePasskey(passkey.id, name))
    onClose()
    await changed(t('security.renamed', { name }))
  })
  return (
    <FormDialog
      title={t('passkeys.renameTitle')}
      button={t('action.save')}
      act={rename}
      onSubmit={rename.run}
      onClose={onClose}
      initialFocus={field}
    >
      <TextField
        ref={field}
        label={t('security.name')}
        maxLength={64}
        autoComplete="off"
        required
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </FormDialog>
  )
}
