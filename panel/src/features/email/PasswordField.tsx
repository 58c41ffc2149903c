import { useState } from 'react'
import { t } from '../../lib/messages/index.ts'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Choice.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { TextField } from '../../ui/TextField.tsx'
import styles from './Email.module.css'
import { suggestPassword } from './suggestPassword.ts'

interface Props {
  readonly label: string
  readonly value: string
  readonly error: string | undefined
  readonly onChange: (value: string) => void
}

/** A new password of a mailbox: typed or suggested, shown when it is wanted. */
export function PasswordField({ label, value, error, onChange }: Props) {
  const [shown, setShown] = useState(false)
  const suggest = () => {
    onChange(suggestPassword(crypto.getRandomValues(new Uint32Array(32))))
    setShown(true)
  }
  return (
    <div className={styles['field']}>
      <TextField
        label={label}
        hint={t('mailboxes.passwordHint')}
        type={shown ? 'text' : 'password'}
        autoComplete="new-password"
        spellCheck={false}
        required
        maxLength={128}
        value={value}
        error={error}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <div className={styles['row']}>
        <Checkbox label={t('mailboxes.showPassword')} checked={shown} onChange={setShown} />
        <Button kind="quiet" className={styles['outdented']} onClick={suggest}>
          {t('mailboxes.suggest')}
        </Button>
        {value !== '' && <CopyButton name={label} text={value} />}
      </div>
    </div>
  )
}
