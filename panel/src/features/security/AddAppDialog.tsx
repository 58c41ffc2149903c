import type { NewTotp } from '@keyward/sdk'
import { useRef, useState } from 'react'
import { api } from '../../lib/api.ts'
import { isCode } from '../../lib/errors.ts'
import { t } from '../../lib/messages/index.ts'
import { useStepUp } from '../../lib/stepUp.ts'
import { useAct } from '../../lib/useAct.ts'
import { FormDialog } from '../../ui/FormDialog.tsx'
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
  const [name, setName] = useState('')
  const stepUp = useStepUp()
  const begin = useAct(async () => {
    onMade(await stepUp('stepUp.addApp', () => api.secondFactors.enrolTotp(name)))
  })
  return (
    <FormDialog
      title={t('apps.addTitle')}
      text={t('security.signsOut')}
      button={t('security.continue')}
      act={begin}
      onSubmit={begin.run}
      onClose={onClose}
      initialFocus={field}
      fault={isCode(begin.error, 'conflict') ? <Notice kind="warning">{t('apps.full')}</Notice> : undefined}
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
