import { type FormEvent, useId, useRef, useState } from 'react'
import { api } from '../../lib/api.ts'
import { isCode } from '../../lib/errors.ts'
import { t } from '../../lib/messages/index.ts'
import { createPasskey, passkeyFault } from '../../lib/passkeys.ts'
import { useStepUp } from '../../lib/stepUp.ts'
import { useAct } from '../../lib/useAct.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useChanged } from './queries.ts'

interface Props {
  readonly onClose: () => void
  readonly onCodes: (codes: readonly string[]) => void
}

export function AddPasskeyDialog({ onClose, onCodes }: Props) {
  const field = useRef<HTMLInputElement>(null)
  const formId = useId()
  const [name, setName] = useState('')
  const { add, cancel } = useAdd(onClose, onCodes)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void add.run(name)
  }
  return (
    <Dialog
      open
      onClose={cancel}
      title={t('passkeys.addTitle')}
      description={`${t('passkeys.addText')} ${t('security.signsOut')}`}
      initialFocus={field}
      actions={
        <>
          <Button onClick={cancel}>{t('action.cancel')}</Button>
          <Button kind="primary" type="submit" form={formId} busy={add.busy}>
            {t(add.busy ? 'passkeys.waiting' : 'security.continue')}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit}>
        <TextField
          ref={field}
          label={t('security.name')}
          hint={t('security.nameHint')}
          maxLength={64}
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </form>
      <Fault error={add.error} />
    </Dialog>
  )
}

/** Closing the dialog takes the browser's own away, too. */
function useAdd(onClose: () => void, onCodes: Props['onCodes']) {
  const stepUp = useStepUp()
  const changed = useChanged()
  const asking = useRef<AbortController>(null)
  const add = useAct(async (name: string) => {
    const options = await stepUp('stepUp.addPasskey', () => api.secondFactors.offerPasskey())
    asking.current = new AbortController()
    const credential = await createPasskey(options, asking.current.signal)
    const { recoveryCodes } = await api.secondFactors.addPasskey(name, credential)
    onClose()
    if (recoveryCodes) onCodes(recoveryCodes)
    await changed(t('passkeys.done'))
  })
  const cancel = () => {
    asking.current?.abort()
    onClose()
  }
  return { add, cancel }
}

function Fault({ error }: { readonly error: unknown }) {
  if (error === null) return null
  const fault = passkeyFault(error)
  if (fault === 'cancelled') return <Notice kind="warning">{t('passkeys.cancelled')}</Notice>
  if (fault === 'known') return <Notice kind="warning">{t('passkeys.known')}</Notice>
  if (isCode(error, 'conflict')) return <Notice kind="warning">{t('passkeys.full')}</Notice>
  return <ErrorState error={error} />
}
