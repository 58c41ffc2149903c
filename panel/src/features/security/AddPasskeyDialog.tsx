import { useRef, useState } from 'react'
import { api } from '../../lib/api.ts'
import { isCode } from '../../lib/errors.ts'
import { t } from '../../lib/messages/index.ts'
import { createPasskey, passkeyFault } from '../../lib/passkeys.ts'
import { useStepUp } from '../../lib/stepUp.ts'
import { useAct } from '../../lib/useAct.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { FormDialog } from '../../ui/FormDialog.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useChanged } from './queries.ts'

interface Props {
  readonly onClose: () => void
  readonly onCodes: (codes: readonly string[]) => void
}

export function AddPasskeyDialog({ onClose, onCodes }: Props) {
  const field = useRef<HTMLInputElement>(null)
  const [name, setName] = useState('')
  const { add, cancel } = useAdd(onClose, onCodes)
  return (
    <FormDialog
      title={t('passkeys.addTitle')}
      text={`${t('passkeys.addText')} ${t('security.signsOut')}`}
      button={t(add.busy ? 'passkeys.waiting' : 'security.continue')}
      act={add}
      onSubmit={() => add.run(name)}
      onClose={cancel}
      initialFocus={field}
      fault={<Fault error={add.error} />}
    >
      <TextField
        ref={field}
        label={t('security.name')}
        hint={t('security.nameHint')}
        maxLength={64}
        autoComplete="off"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </FormDialog>
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
