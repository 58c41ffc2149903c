import type { MailProtocol, SignInResult } from '@keyward/sdk'
import { type FormEvent, useState } from 'react'
import { api } from '../../lib/api.ts'
import { t } from '../../lib/messages/index.ts'
import { useAct } from '../../lib/useAct.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Select } from '../../ui/Select.tsx'
import { ShowAsCode } from '../../ui/ShowAsCode.tsx'
import { TextField } from '../../ui/TextField.tsx'
import styles from './Email.module.css'
import { signInTestSnippets } from './snippets.ts'

const PROTOCOLS = ['imap', 'pop3', 'smtp'] as const

/** What the mail server would say to a password: for somebody on the telephone who cannot get in. */
export function SignInTestCard({ address }: { readonly address: string }) {
  const [protocol, setProtocol] = useState<MailProtocol>('imap')
  const [password, setPassword] = useState('')
  const [result, setResult] = useState<SignInResult | null>(null)
  const test = useAct(async () => {
    setResult(null)
    setResult(await api.appPasswords.test(address, { protocol, password }))
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void test.run()
  }
  return (
    <Card title={t('signInTest.title')} lead={t('signInTest.text')}>
      <form className={styles['form']} onSubmit={submit}>
        <Select
          label={t('signInTest.protocol')}
          value={protocol}
          options={PROTOCOLS.map((value) => ({ value, label: t(`access.${value}`) }))}
          onChange={({ currentTarget: { value } }) =>
            setProtocol(PROTOCOLS.find((one) => one === value) ?? 'imap')
          }
        />
        <TextField
          label={t('signInTest.password')}
          hint={t('signInTest.hint')}
          type="password"
          autoComplete="off"
          required
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <div className={styles['row']}>
          <Button type="submit" busy={test.busy}>
            {t('signInTest.test')}
          </Button>
        </div>
        <div role="status">{result && <Result result={result} />}</div>
        {test.error !== null && <ErrorState error={test.error} />}
      </form>
      <ShowAsCode name={t('signInTest.title')} snippets={signInTestSnippets(address, protocol)} />
    </Card>
  )
}

function Result({ result: { fault } }: { readonly result: SignInResult }) {
  if (fault === null) return <Notice kind="success">{t('signInTest.accepted')}</Notice>
  return <Notice kind="warning">{t(`signInTest.${fault}`)}</Notice>
}
