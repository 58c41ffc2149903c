import type { NewTotp } from '@keyward/sdk'
import { useRef, useState } from 'react'
import { api } from '../../lib/api.ts'
import { selectContents } from '../../lib/clipboard.ts'
import { isCode } from '../../lib/errors.ts'
import { t } from '../../lib/messages/index.ts'
import { useStepUp } from '../../lib/stepUp.ts'
import { useAct } from '../../lib/useAct.ts'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { FormDialog } from '../../ui/FormDialog.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { grouped } from './factors.ts'
import { useChanged } from './queries.ts'
import styles from './Security.module.css'

interface Props {
  readonly app: NewTotp
  readonly onClose: () => void
  readonly onCodes: (codes: readonly string[]) => void
}

/** Carries the secret into the app, and makes it count by its first code. */
export function ConfirmApp({ app, onClose, onCodes }: Props) {
  const field = useRef<HTMLInputElement>(null)
  const [code, setCode] = useState('')
  const { confirm, cancel } = useConfirm(app, onClose, onCodes)
  const isWrong = isCode(confirm.error, 'wrong_code')
  return (
    <FormDialog
      alert
      title={t('apps.addTitle')}
      text={t('apps.scan')}
      button={t('apps.confirm')}
      act={confirm}
      onSubmit={() => confirm.run(code).then(() => field.current?.select())}
      onClose={cancel}
      initialFocus={field}
      fault={isWrong ? null : undefined}
    >
      <img className={styles['qr']} src={app.qrCode} alt={t('apps.qr')} width={200} height={200} />
      <Secret text={app.secret} />
      <TextField
        ref={field}
        label={t('apps.code')}
        inputMode="numeric"
        autoComplete="one-time-code"
        required
        value={code}
        error={isWrong ? t('error.wrongCode') : undefined}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
    </FormDialog>
  )
}

function Secret({ text }: { readonly text: string }) {
  const value = useRef<HTMLElement>(null)
  return (
    <div className={styles['secret']}>
      <code ref={value} translate="no">
        {grouped(text)}
      </code>
      <CopyButton
        name={t('apps.secret')}
        text={text}
        onRefused={() => value.current && selectContents(value.current)}
      />
    </div>
  )
}

function useConfirm({ id }: NewTotp, onClose: () => void, onCodes: Props['onCodes']) {
  const stepUp = useStepUp()
  const changed = useChanged()
  const confirm = useAct(async (code: string) => {
    const codes = await stepUp('stepUp.addApp', () => api.secondFactors.confirmTotp(id, code))
    onClose()
    if (codes) onCodes(codes)
    await changed(t('apps.done'))
  })
  const cancel = () => {
    onClose()
    // What was begun counts for nothing. Should this fail, the list shows it, with a way to remove it.
    void api.secondFactors.removeTotp(id).then(
      () => undefined,
      () => undefined,
    )
  }
  return { confirm, cancel }
}
