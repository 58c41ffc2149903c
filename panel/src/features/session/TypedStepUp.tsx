import { useRef, useState } from 'react'
import { api } from '../../lib/api.ts'
import { isCode } from '../../lib/errors.ts'
import { type PlainKey, t } from '../../lib/messages/index.ts'
import { useSessionUpdate, useUser } from '../../lib/session.ts'
import { useAct } from '../../lib/useAct.ts'
import { FormDialog } from '../../ui/FormDialog.tsx'
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
  const byCode = proof !== 'password'
  const { typed, setTyped, prove } = useProof(byCode, onProven)
  const cancel = () => {
    setTyped('')
    prove.clear()
    onCancel()
  }
  const wrong = isCode(prove.error, 'wrong_password') || isCode(prove.error, 'wrong_code')
  return (
    <FormDialog
      open={act !== null}
      title={t('stepUp.title')}
      text={act === null ? '' : t(TEXTS[proof], { act: t(act) })}
      button={prove.busy ? t('stepUp.checking') : t('stepUp.confirm')}
      act={prove}
      onSubmit={() => prove.run(typed).then(() => field.current?.select())}
      onClose={cancel}
      initialFocus={field}
      fault={wrong ? null : undefined}
    >
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
    </FormDialog>
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
