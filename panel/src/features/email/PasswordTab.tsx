import '../../lib/messages/en/mailboxAccess.ts'
import type { Mailbox } from '@keyward/sdk'
import { type FormEvent, useState } from 'react'
import { fieldError } from '../../lib/errors.ts'
import { t } from '../../lib/messages/index.ts'
import { useAct } from '../../lib/useAct.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { ShowAsCode } from '../../ui/ShowAsCode.tsx'
import styles from './Email.module.css'
import { FactorCard } from './FactorCard.tsx'
import { PasswordField } from './PasswordField.tsx'
import { SignInTestCard } from './SignInTestCard.tsx'
import { editMailboxSnippets } from './snippets.ts'
import { useChange } from './useChange.ts'

/** A new password. It is typed once, shown when it is wanted, and never comes back from the server. */
export function PasswordTab({ mailbox }: { readonly mailbox: Mailbox }) {
  const { address } = mailbox
  const save = useChange(mailbox)
  const [password, setPassword] = useState('')
  const change = useAct(async () => {
    await save({ password }, null, t('mailboxes.passwordChanged', { address }))
    setPassword('')
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void change.run()
  }
  const error = fieldError(change.error, 'password')
  return (
    <>
      <Card title={t('mailboxes.password')} lead={t('mailboxes.passwordText')}>
        <form className={styles['form']} onSubmit={submit}>
          <PasswordField
            label={t('mailboxes.newPassword')}
            value={password}
            error={error}
            onChange={setPassword}
          />
          {change.error !== null && error === undefined && <ErrorState error={change.error} />}
          <div className={styles['row']}>
            <Button kind="primary" type="submit" busy={change.busy}>
              {t('mailboxes.password')}
            </Button>
          </div>
        </form>
      </Card>
      <ShowAsCode
        name={t('code.editMailboxName')}
        snippets={editMailboxSnippets(address, { password: 'x' })}
      />
      <DueCard mailbox={mailbox} />
      <SignInTestCard address={address} />
      <FactorCard address={address} />
    </>
  )
}

/** Asks the owner for another password, or takes that back. */
function DueCard({ mailbox }: { readonly mailbox: Mailbox }) {
  const { address, mustChangePassword: due } = mailbox
  const save = useChange(mailbox)
  const change = { mustChangePassword: !due }
  const act = useAct(async () => {
    const text = t(due ? 'mailbox.waived' : 'mailbox.required', { address })
    await save(change, { mustChangePassword: due }, text)
  })
  return (
    <>
      <Card title={t('mailbox.due')} lead={t('mailbox.dueText')}>
        {due && <p>{t('mailbox.isDue')}</p>}
        {act.error !== null && <ErrorState error={act.error} />}
        <div className={styles['row']}>
          <Button busy={act.busy} onClick={() => void act.run()}>
            {t(due ? 'mailbox.waive' : 'mailbox.require')}
          </Button>
        </div>
      </Card>
      <ShowAsCode name={t('mailbox.due')} snippets={editMailboxSnippets(address, change)} />
    </>
  )
}
