import type { NewTotp } from '@keyward/sdk'
import { type FormEvent, useId, useRef, useState } from 'react'
import { api } from '../../lib/api.ts'
import { isCode } from '../../lib/errors.ts'
import { t } from '../../lib/messages/index.ts'
import { useStepUp } from '../../lib/stepUp.ts'
import { useAct } from '../../lib/useAct.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { ConfirmApp } from './ConfirmApp.tsx'

interface Props {
  readonly onClose: () => void
  readonly onCodes: (codes: readonly string[]) => void
}

/** A name, then the secret and the first code. */
export function AddAppDialog({ onClose, onCodes }: Props) {
  const [made, setMade] = useState<NewTotp | null>(null)
  if (made) return <ConfirmApp app={made} onClose={onClose} onCodes={onCodes} />
  return <NameApp onClose={onClose} onMade={setMade} />
}

interface NameProps {
  readonly onClose: () => void
  readonly onMade: (made: NewTotp) => void
}

function NameApp({ onClose, onMade }: NameProps) {
  const field = useRef<HTMLInputElement>(null)
  const formId = useId()
  const [name, setName] = useState('')
  const stepUp = useStepUp()
  const begin = useAct(async () => {
    onMade(await stepUp('stepUp.addApp', () => api.secondFactors.enrolTotp(name)))
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void begin.run()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('apps.addTitle')}
      description={t('security.signsOut')}
      initialFocus={field}
      actions={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button kind="primary" type="submit" form={formId} busy={begin.busy}>
            {t('security.continue')}
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
      {isCode(begin.error, 'conflict') && <Notice kind="warning">{t('apps.full')}</Notice>}
      {begin.error !== null && !isCode(begin.error, 'conflict') && <ErrorState error={begin.error} />}
    </Dialog>
  )
}
