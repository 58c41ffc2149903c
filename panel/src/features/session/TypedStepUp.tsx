import { type FormEvent, useId, useRef, useState } from 'react'
import { api } from '../../lib/api.ts'
import { isCode } from '../../lib/errors.ts'
import { type PlainKey, t } from '../../lib/messages/index.ts'
import { useSessionUpdate, useUser } from '../../lib/session.ts'
import { useAct } from '../../lib/useAct.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { TextField } from '../../ui/TextField.tsx'

/** What is typed; a recovery code where the passkey is not at hand. */
type TypedProof = 'password' | 'totp' | 'recovery'

interface Props {
  readonly act: PlainKey | null
  readonly proof: TypedProof
  readonly onProven: () => void
  readonly onCancel: () => void
}

const TEXTS = {
  password: 'stepUp.text',
  totp: 'stepUp.codeText',
  recovery: 'stepUp.recoveryText',
} as const satisfies Record<TypedProof, string>

export function TypedStepUp({ act, proof, onProven, onCancel }: Props) {
  const field = useRef<HTMLInputElement>(null)
  const formId = useId()
  const byCode = proof !== 'password'
  const { typed, setTyped, prove } = useProof(byCode, onProven)
  const cancel = () => {
    setTyped('')
    prove.clear()
    onCancel()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void prove.run(typed).then(() => field.current?.select())
  }
  const wrong = isCode(prove.error, 'wrong_password') || isCode(prove.error, 'wrong_code')
  return (
    <Dialog
      open={act !== null}
      onClose={cancel}
      title={t('stepUp.title')}
      description={act === null ? '' : t(TEXTS[proof], { act: t(act) })}
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
          value={typed}
          error={wrong ? t(byCode ? 'error.wrongCode' : 'error.wrongPassword') : undefined}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </form>
      {prove.error !== null && !wrong && <ErrorState error={prove.error} />}
    </Dialog>
  )
}

function useProof(byCode: boolean, onProven: () => void) {
  const [typed, setTyped] = useState('')
  const update = useSessionUpdate()
  const prove = useAct(async (proof: string) => {
    const session = await (byCode ? api.session.stepUpByCode(proof) : api.session.stepUp(proof))
    update(() => session)
    setTyped('')
    onProven()
  })
  return { typed, setTyped, prove }
}

/** Tells password managers whose password is asked for. */
function Username() {
  const user = useUser()
  return <input type="text" name="username" autoComplete="username" value={user.name} readOnly hidden />
}
