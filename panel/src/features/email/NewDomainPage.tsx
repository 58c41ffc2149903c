import '../../lib/messages/en/email.ts'
import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { api } from '../../lib/api.ts'
import { errorText, fieldError, isCode } from '../../lib/errors.ts'
import { tellDone } from '../../lib/lastDone.ts'
import { t } from '../../lib/messages/index.ts'
import { useAct } from '../../lib/useAct.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { NotAllowed } from '../../ui/NotAllowed.tsx'
import { Page } from '../../ui/Page.tsx'
import { ShowAsCode } from '../../ui/ShowAsCode.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useFoundsDomains } from './areas.ts'
import { DomainFields, isGeneral, NEW_DOMAIN, settingsOf } from './DomainFields.tsx'
import styles from './Email.module.css'
import { EMAIL } from './queries.ts'
import { addDomainSnippets } from './snippets.ts'

/** A domain of the account; then its page, with the records to publish. */
export default function NewDomainPage() {
  const founds = useFoundsDomains()
  if (!founds) return <NotAllowed title={t('email.addDomain')} reason={t('email.noDomainsForYou')} />
  return (
    <div className={styles['page']}>
      <Link to="/email/domains" className={styles['back']}>
        {t('email.domains')}
      </Link>
      <Page title={t('email.addDomain')} lead={t('domains.addText')}>
        <NewDomainForm />
      </Page>
    </div>
  )
}

function NewDomainForm() {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [name, setName] = useState('')
  const [draft, setDraft] = useState(NEW_DOMAIN)
  const asked = { name: name.trim(), ...settingsOf(draft) }
  const add = useAct(async () => {
    const made = await api.domains.create(asked)
    tellDone({ text: t('domains.added', { name: made.name }) })
    await queries.invalidateQueries({ queryKey: EMAIL })
    await navigate({ to: '/email/domains/$domain', params: { domain: made.name } })
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void add.run()
  }
  const taken = isCode(add.error, 'conflict')
  return (
    <>
      <form className={styles['form']} onSubmit={submit}>
        <TextField
          label={t('domains.name')}
          hint={t('domains.nameHint')}
          required
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={253}
          value={name}
          error={taken ? errorText(add.error) : fieldError(add.error, 'name')}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <DomainFields draft={draft} error={add.error} onChange={setDraft} />
        {isGeneral(add.error) && !taken && <ErrorState error={add.error} />}
        <div className={styles['row']}>
          <Button kind="primary" type="submit" busy={add.busy}>
            {t('email.addDomain')}
          </Button>
        </div>
      </form>
      <ShowAsCode
        name={t('code.addDomainName')}
        snippets={addDomainSnippets({ ...asked, name: asked.name || 'example.com' })}
      />
    </>
  )
}
