import { useRef, useState } from 'react'
import { announce } from '../../lib/announce.ts'
import { api } from '../../lib/api.ts'
import { fieldError } from '../../lib/errors.ts'
import { t } from '../../lib/messages/index.ts'
import { useSessionUpdate, useUser } from '../../lib/session.ts'
import { useStepUp } from '../../lib/stepUp.ts'
import { useAct } from '../../lib/useAct.ts'
import { FormDialog } from '../../ui/FormDialog.tsx'
import { TextField } from '../../ui/TextField.tsx'

export function EmailDialog({ onClose }: { readonly onClose: () => void }) {
  const user = useUser()
  const field = useRef<HTMLInputElement>(null)
  const [email, setEmail] = useState(user.email ?? '')
  const save = useSaveEmail(onClose)
  const error = fieldError(save.error, 'email')
  return (
    <FormDialog
      title={t('email.title')}
      button={t('action.save')}
      act={save}
      onSubmit={() => save.run(email)}
      onClose={onClose}
      initialFocus={field}
      fault={error !== undefined ? null : undefined}
    >
      <TextField
        ref={field}
        label={t('account.email')}
        hint={t('email.hint')}
        type="email"
        autoComplete="email"
        value={email}
        error={error}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
    </FormDialog>
  )
}

function useSaveEmail(onSaved: () => void) {
  const stepUp = useStepUp()
  const update = useSessionUpdate()
  return useAct(async (email: string) => {
    const user = await stepUp('stepUp.email', () =>
      api.users.update({ email: email.trim() === '' ? null : email }),
    )
    update((session) => ({ ...session, user }))
    announce(t('email.saved'))
    onSaved()
  })
}
