import '../../../lib/messages/en/email.ts'
import '../../../lib/messages/en/imports.ts'
import type { CellFix, ImportPlan, ImportRequest } from '@keyward/sdk'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../../lib/api.ts'
import { download, toCsv } from '../../../lib/download.ts'
import { tellDone } from '../../../lib/lastDone.ts'
import { t } from '../../../lib/messages/index.ts'
import { useAct } from '../../../lib/useAct.ts'
import { Button } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Select } from '../../../ui/Select.tsx'
import { ShowAsCode } from '../../../ui/ShowAsCode.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import styles from '../Email.module.css'
import { EmailGate } from '../EmailGate.tsx'
import { NoDomains } from '../EmailHomePage.tsx'
import { MailFault } from '../MailFault.tsx'
import { domainChoiceQuery, EMAIL } from '../queries.ts'
import { TEMPLATE } from './fields.ts'
import { withFixes } from './fixes.ts'
import { importSnippets } from './importSnippets.ts'
import { Mapping } from './Mapping.tsx'
import { Plan } from './Plan.tsx'
import { base64Of, MAX_BYTES } from './readFile.ts'
import { rememberedMapping, rememberMapping } from './remembered.ts'

/** A file of mailboxes: chosen, mapped, looked through, begun. */
export default function ImportPage() {
  return (
    <EmailGate>
      <div className={styles['page']}>
        <Link to="/email/mailboxes" className={styles['back']}>
          {t('email.mailboxes')}
        </Link>
        <Page title={t('import.title')} lead={t('import.lead')}>
          <Import />
        </Page>
      </div>
    </EmailGate>
  )
}

function Import() {
  const { data, error, refetch } = useQuery(domainChoiceQuery)
  if (error) return <MailFault error={error} title={t('email.failed')} onRetry={() => refetch()} />
  if (!data) return <Loading lines={6} onRetry={() => refetch()} />
  if (data.items.length === 0) return <NoDomains />
  return <Wizard domains={data.items.map(({ name }) => name)} />
}

function Wizard({ domains }: { readonly domains: readonly string[] }) {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [domain, setDomain] = useState(domains[0] ?? '')
  const [file, setFile] = useState<string | null>(null)
  const [tooLong, setTooLong] = useState(false)
  const [plan, setPlan] = useState<ImportPlan | null>(null)
  const [fixes, setFixes] = useState<readonly CellFix[]>([])
  const look = useAct(async (asked: ImportRequest) => {
    const given = { ...asked, fixes: asked.fixes ?? fixes }
    const guessed = await api.jobs.plan(given)
    const mapping = given.mapping ? null : rememberedMapping(guessed.columns)
    setPlan(mapping ? await api.jobs.plan({ ...given, mapping }) : guessed)
  })
  const start = useAct(async () => {
    if (file === null || !plan) return
    rememberMapping(plan)
    await api.jobs.import({ domain, file, mapping: plan.mapping, fixes })
    tellDone({ text: t('import.started') })
    await queries.invalidateQueries({ queryKey: EMAIL })
    await navigate({ to: '/email/jobs' })
  })
  const choose = async (chosen: File | undefined) => {
    setPlan(null)
    setFile(null)
    setFixes([])
    setTooLong(chosen !== undefined && chosen.size > MAX_BYTES)
    if (!chosen || chosen.size > MAX_BYTES) return
    const text = await base64Of(chosen)
    setFile(text)
    await look.run({ domain, file: text, fixes: [] })
  }
  const chooseDomain = (next: string) => {
    setDomain(next)
    if (file !== null) void look.run({ domain: next, file, ...(plan && { mapping: plan.mapping }) })
  }
  const fix = (more: readonly CellFix[]) => {
    const all = withFixes(fixes, more)
    setFixes(all)
    if (file !== null && plan) void look.run({ domain, file, mapping: plan.mapping, fixes: all })
  }
  const remap = (mapping: ImportPlan['mapping']) => {
    if (file !== null) void look.run({ domain, file, mapping })
    if (plan) setPlan({ ...plan, mapping })
  }
  return (
    <>
      <Card title={t('import.choose')} lead={t('import.fileHint')}>
        <div className={styles['form']}>
          <Select
            label={t('import.domain')}
            value={domain}
            options={domains.map((name) => ({ value: name, label: name }))}
            onChange={(event) => chooseDomain(event.currentTarget.value)}
          />
          <TextField
            label={t('import.file')}
            type="file"
            accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values"
            error={tooLong ? t('import.tooLong') : undefined}
            onChange={(event) => void choose(event.currentTarget.files?.[0])}
          />
          <div className={styles['row']}>
            <Button onClick={() => download('mailboxes.csv', toCsv(TEMPLATE, []), 'text/csv')}>
              {t('import.template')}
            </Button>
          </div>
          <p className={styles['count']}>{t('import.passwords')}</p>
        </div>
      </Card>
      {look.busy && <p role="status">{t('import.reading')}</p>}
      {look.error !== null && <ErrorState error={look.error} />}
      {plan && <Mapping plan={plan} onChange={remap} />}
      {plan && look.error === null && (
        <Plan plan={plan} busy={start.busy || look.busy} onFix={fix} onStart={() => void start.run()} />
      )}
      {start.error !== null && <ErrorState error={start.error} />}
      <ShowAsCode name={t('code.importName')} snippets={importSnippets(window.location.origin, domain)} />
    </>
  )
}
