import { type FormEvent, useId, useRef, useState } from 'react'
import { api } from '../../lib/api.ts'
import { isCode } from '../../lib/errors.ts'
import { type PlainKey, t } from '../../lib/messages/index.ts'
import { useSession, useSessionUpdate, useUser } from '../../lib/session.ts'
import { useAct } from '../../lib/useAct.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { TextField } from '../../ui/TextField.tsx'

interface Props {
  /** What the proof is for; null while nothing asks. */
  readonly act: PlainKey | null
  readonly onProven: () => void
  readonly onCancel: () => void
}

export function StepUpDialog({ act, onProven, onCancel }: Props) {
  const field = useRef<HTMLInputElement>(null)
  const formId = useId()
  const { password, setPassword, prove } = useProof(onProven)
  const cancel = () => {
    setPassword('')
    prove.clear()
    onCancel()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void prove.run(password).then(() => field.current?.select())
  }
  const wrong = isCode(prove.error, 'wrong_password') || isCode(prove.error, 'wrong_code')
  const byCode = useSession().confirmBy !== 'password'
  return (
    <Dialog
      open={act !== null}
      onClose={cancel}
      title={t('stepUp.title')}
      description={act === null ? '' : t(byCode ? 'stepUp.codeText' : 'stepUp.text', { act: t(act) })}
      initialFocus={field}
      actions={
        <>
          <Button onClick={cancel}>{t('action.cancel')}</Button>
          <Button kind="primary" type="submit" form={formId} busy={prove.busy}>
            {prove.busy ? t('stepUp.checking') : t('stepUp.confirm')}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit}>
        <Username />
        <TextField
          ref={field}
          label={t(byCode ? 'stepUp.code' : 'account.password')}
          type={byCode ? 'text' : 'password'}
          name={byCode ? 'code' : 'password'}
          autoComplete={byCode ? 'one-time-code' : 'current-password'}
          required
          value={password}
          error={wrong ? t(byCode ? 'error.wrongCode' : 'error.wrongPassword') : undefined}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
      </form>
      {prove.error !== null && !wrong && <ErrorState error={prove.error} />}
    </Dialog>
  )
}

function useProof(onProven: () => void) {
  const [password, setPassword] = useState('')
  const update = useSessionUpdate()
  const { confirmBy } = useSession()
  const prove = useAct(async (proof: string) => {
    const session = await (confirmBy === 'password'
      ? api.session.stepUp(proof)
      : api.session.stepUpByCode(proof))
    update(() => session)
    setPassword('')
    onProven()
  })
  return { password, setPassword, prove }
}

/** Tells password managers whose password is asked for. */
function Username() {
  const user = useUser()
  return <input type="text" name="username" autoComplete="username" value={user.name} readOnly hidden />
}
