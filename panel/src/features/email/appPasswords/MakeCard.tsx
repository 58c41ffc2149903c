import type { MadeAppPassword, MailProtocol } from '@keyward/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { api } from '../../../lib/api.ts'
import { fieldError } from '../../../lib/errors.ts'
import { t } from '../../../lib/messages/index.ts'
import { useAct } from '../../../lib/useAct.ts'
import { Button } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { Checkbox } from '../../../ui/Choice.tsx'
import { CopyButton } from '../../../ui/CopyButton.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import group from '../../../ui/group.module.css'
import { Notice } from '../../../ui/Notice.tsx'
import { ShowAsCode } from '../../../ui/ShowAsCode.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import styles from '../Email.module.css'
import { EMAIL } from '../queries.ts'
import { makeAppPasswordSnippets } from './snippets.ts'

const PROTOCOLS = ['imap', 'pop3', 'smtp'] as const
const USUAL: readonly MailProtocol[] = ['imap', 'smtp']

/** A new password. It is kept nowhere but here, until somebody says that they have it. */
export function MakeCard({ address }: { readonly address: string }) {
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const [protocols, setProtocols] = useState(USUAL)
  const [made, setMade] = useState<MadeAppPassword | null>(null)
  const make = useAct(async () => {
    const done = await api.appPasswords.create(address, { name, protocols })
    setMade(done)
    setName('')
    await queries.invalidateQueries({ queryKey: EMAIL })
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void make.run()
  }
  const wrong = {
    name: fieldError(make.error, 'name'),
    protocols: fieldError(make.error, 'protocols'),
  }
  const isElsewhere = wrong.name === undefined && wrong.protocols === undefined
  return (
    <>
      {made && <Made address={address} made={made} onDone={() => setMade(null)} />}
      <Card title={t('appPasswords.make')}>
        <form className={styles['form']} onSubmit={submit}>
          <TextField
            label={t('appPasswords.name')}
            hint={t('appPasswords.nameHint')}
            required
            autoComplete="off"
            value={name}
            error={wrong.name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Protocols chosen={protocols} error={wrong.protocols} onChange={setProtocols} />
          {make.error !== null && isElsewhere && <ErrorState error={make.error} />}
          <div className={styles['row']}>
            <Button kind="primary" type="submit" busy={make.busy}>
              {t('appPasswords.make')}
            </Button>
          </div>
        </form>
      </Card>
      <ShowAsCode
        name={t('code.makeAppPasswordName')}
        snippets={makeAppPasswordSnippets(address, { name: name || 'phone', protocols })}
      />
    </>
  )
}

interface ProtocolProps {
  readonly chosen: readonly MailProtocol[]
  readonly error: string | undefined
  readonly onChange: (chosen: readonly MailProtocol[]) => void
}

function Protocols({ chosen, error, onChange }: ProtocolProps) {
  const id = useId()
  return (
    <fieldset className={group['group']} aria-describedby={error === undefined ? undefined : id}>
      <legend>{t('appPasswords.for')}</legend>
      {PROTOCOLS.map((protocol) => (
        <Checkbox
          key={protocol}
          label={t(`appPasswords.${protocol}`)}
          checked={chosen.includes(protocol)}
          onChange={(on) =>
            onChange(PROTOCOLS.filter((one) => (one === protocol ? on : chosen.includes(one))))
          }
        />
      ))}
      {error !== undefined && (
        <p id={id} role="alert">
          {error}
        </p>
      )}
    </fieldset>
  )
}

interface MadeProps {
  readonly address: string
  readonly made: MadeAppPassword
  readonly onDone: () => void
}

function Made({ address, made: { name, password }, onDone }: MadeProps) {
  const title = t('appPasswords.madeTitle', { name })
  return (
    <Notice kind="success" urgent>
      <strong>{title}</strong>
      <p>{t('appPasswords.madeText', { address })}</p>
      <p className={styles['row']}>
        <code className={styles['value']} translate="no" spellCheck={false}>
          {password}
        </code>
        <CopyButton name={title} text={password} />
        <Button onClick={onDone}>{t('appPasswords.gotIt')}</Button>
      </p>
    </Notice>
  )
}
