import { type FormEvent, useId, useRef, useState } from 'react'
import { announce } from '../../lib/announce.ts'
import { api } from '../../lib/api.ts'
import { fieldError } from '../../lib/errors.ts'
import { t } from '../../lib/messages/index.ts'
import { useSessionUpdate, useUser } from '../../lib/session.ts'
import { useStepUp } from '../../lib/stepUp.ts'
import { useAct } from '../../lib/useAct.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { TextField } from '../../ui/TextField.tsx'

export function EmailDialog({ onClose }: { readonly onClose: () => void }) {
  const user = useUser()
  const field = useRef<HTMLInputElement>(null)
  const formId = useId()
  const [email, setEmail] = useState(user.email ?? '')
  const save = useSaveEmail(onClose)
  const error = fieldError(save.error, 'email')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void save.run(email)
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('email.title')}
      initialFocus={field}
      actions={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button kind="primary" type="submit" form={formId} busy={save.busy}>
            {t('action.save')}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit}>
        <TextField
          ref={field}
          label={t('account.email')}
          hint={t('email.hint')}
          type="email"
          autoComplete="email"
          required
          value={email}
          error={error}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
      </form>
      {save.error !== null && error === undefined && <ErrorState error={save.error} />}
    </Dialog>
  )
}

function useSaveEmail(onSaved: () => void) {
  const stepUp = useStepUp()
  const update = useSessionUpdate()
  return useAct(async (email: string) => {
    const user = await stepUp('stepUp.email', () => api.users.update({ email }))
    update((session) => ({ ...session, user }))
    announce(t('email.saved'))
    onSaved()
  })
}
