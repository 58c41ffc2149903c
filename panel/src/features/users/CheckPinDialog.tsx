import type { ManagedUser } from '@keyward/sdk'
import { useState } from 'react'
import { api } from '../../lib/api.ts'
import { t } from '../../lib/messages/index.ts'
import { useAct } from '../../lib/useAct.ts'
import { FormDialog } from '../../ui/FormDialog.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { TextField } from '../../ui/TextField.tsx'

interface Props {
  readonly user: ManagedUser
  readonly onClose: () => void
}

/** Whether somebody on the telephone is who they say to be. */
export function CheckPinDialog({ user: { id, name }, onClose }: Props) {
  const [pin, setPin] = useState('')
  const [right, setRight] = useState<boolean | null>(null)
  const check = useAct(async () => {
    setRight(await api.support.checkPin(id, pin.replaceAll(/\s/g, '')))
    setPin('')
  })
  return (
    <FormDialog
      title={t('checkPin.title', { name })}
      text={t('checkPin.text')}
      button={t('checkPin.check')}
      act={check}
      onSubmit={() => check.run()}
      onClose={onClose}
    >
      <TextField
        label={t('checkPin.pin')}
        inputMode="numeric"
        autoComplete="off"
        required
        maxLength={12}
        value={pin}
        onChange={(event) => {
          setRight(null)
          setPin(event.currentTarget.value)
        }}
      />
      {right !== null && (
        <Notice kind={right ? 'success' : 'danger'} urgent>
          {t(right ? 'checkPin.right' : 'checkPin.wrong', { name })}
        </Notice>
      )}
    </FormDialog>
  )
}
