import '../../../lib/messages/en/spam.ts'
import { useRouter } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { t } from '../../../lib/messages/index.ts'
import { Button } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import styles from '../Email.module.css'
import { tabAddress } from '../tabs.ts'

interface Props {
  /** Stands behind the @ of a name without one; none where a whole address is wanted. */
  readonly domain?: string
}

/** The way to the spam settings of a mailbox for whoever is not shown which mailboxes there are. */
export function FindMailboxCard({ domain }: Props) {
  const router = useRouter()
  const [typed, setTyped] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const text = typed.trim().toLowerCase()
    router.history.push(
      tabAddress(domain === undefined || text.includes('@') ? text : `${text}@${domain}`, 'spam'),
    )
  }
  return (
    <Card title={t('spam.find')} lead={t('spam.findText')}>
      <form className={styles['form']} onSubmit={submit}>
        <TextField
          required
          label={t('spam.findField')}
          hint={domain === undefined ? t('spam.findWhole') : t('spam.findPart', { domain })}
          {...(domain === undefined && { pattern: '[^@ ]+@[^@ ]+', title: t('spam.findWhole') })}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={254}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <div className={styles['row']}>
          <Button type="submit">{t('spam.findOpen')}</Button>
        </div>
      </form>
    </Card>
  )
}
