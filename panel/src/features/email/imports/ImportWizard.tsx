import '../../../lib/messages/en/imports.ts'
import type { CellFix, ImportPlan, ImportRequest } from '@keyward/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../../lib/api.ts'
import { download, toCsv } from '../../../lib/download.ts'
import { tellDone } from '../../../lib/lastDone.ts'
import { t } from '../../../lib/messages/index.ts'
import { useAct } from '../../../lib/useAct.ts'
import { Button } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { ShowAsCode } from '../../../ui/ShowAsCode.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { DomainChoice } from '../DomainChoice.tsx'
import styles from '../Email.module.css'
import { EMAIL } from '../queries.ts'
import { withFixes } from './fixes.ts'
import { importSnippets } from './importSnippets.ts'
import { Mapping } from './Mapping.tsx'
import { Plan } from './Plan.tsx'
import { base64Of, MAX_BYTES } from './readFile.ts'
import { rememberedMapping, rememberMapping } from './remembered.ts'
import { type ImportSort, resultsOf } from './sorts.ts'
import { usePlan } from './usePlan.ts'

interface Props {
  readonly sort: ImportSort
  /** Where it goes: empty for whoever has to choose, null for what is in no domain. */
  readonly first: string | null
}

/** A file: chosen, mapped, looked through, begun. */
export function ImportWizard({ sort, first }: Props) {
  const { kind, texts, template, fileName, maxRows } = sort
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [domain, setDomain] = useState(first ?? '')
  const unplaced = first !== null && domain === ''
  const place = { kind, ...(domain !== '' && { domain }) }
  const [file, setFile] = useState<string | null>(null)
  const [tooLong, setTooLong] = useState(false)
  const { plan, setPlan, drop, ...looked } = usePlan()
  const [fixes, setFixes] = useState<readonly CellFix[]>([])
  const look = (asked: Omit<ImportRequest, 'kind'>) =>
    looked.look(async () => {
      const given = { ...place, ...asked, fixes: asked.fixes ?? fixes }
      const guessed = await api.jobs.plan(given)
      const mapping = given.mapping ? null : rememberedMapping(sort, guessed.columns)
      return mapping ? await api.jobs.plan({ ...given, mapping }) : guessed
    })
  const start = useAct(async () => {
    if (file === null || !plan) return
    rememberMapping(sort, plan)
    const job = await api.jobs.import({ ...place, file, mapping: plan.mapping, fixes })
    tellDone({ text: t('import.started') })
    await queries.invalidateQueries({ queryKey: EMAIL })
    await navigate({ to: resultsOf(job) })
  })
  const choose = async (chosen: File | undefined) => {
    drop()
    setFile(null)
    setFixes([])
    setTooLong(chosen !== undefined && chosen.size > MAX_BYTES)
    if (!chosen || chosen.size > MAX_BYTES) return
    const text = await base64Of(chosen)
    setFile(text)
    if (!unplaced) await look({ file: text, fixes: [] })
  }
  const chooseDomain = (next: string) => {
    setDomain(next)
    if (next === '') return drop()
    if (file !== null) void look({ domain: next, file, ...(plan && { mapping: plan.mapping }) })
  }
  const fix = (more: readonly CellFix[]) => {
    const all = withFixes(fixes, more)
    setFixes(all)
    if (file !== null && plan) void look({ file, mapping: plan.mapping, fixes: all })
  }
  const remap = (mapping: ImportPlan['mapping']) => {
    if (file !== null) void look({ file, mapping })
    if (plan) setPlan({ ...plan, mapping })
  }
  return (
    <>
      <Card title={t(texts.choose)} lead={t('import.fileHint', { count: maxRows })}>
        <div className={styles['form']}>
          {first !== null && (
            <DomainChoice
              label={t('import.domain')}
              none={first === '' ? t('import.noDomain') : undefined}
              value={domain}
              onChange={chooseDomain}
            />
          )}
          <TextField
            label={t('import.file')}
            type="file"
            accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values"
            error={tooLong ? t('import.tooLong') : undefined}
            onClick={(event) => {
              // A file that was put right has its old name: choosing it once more changes nothing otherwise.
              event.currentTarget.value = ''
              void choose(undefined)
            }}
            onChange={(event) => void choose(event.currentTarget.files?.[0])}
          />
          <div className={styles['row']}>
            <Button onClick={() => download(fileName, toCsv(template, []), 'text/csv')}>
              {t('import.template')}
            </Button>
          </div>
          <p className={styles['count']}>{t(texts.hint)}</p>
        </div>
      </Card>
      {unplaced && file !== null && <p role="status">{t('import.domainFirst')}</p>}
      {looked.busy && <p role="status">{t('import.reading')}</p>}
      {looked.error !== null && <ErrorState error={looked.error} />}
      {plan && <Mapping sort={sort} plan={plan} onChange={remap} />}
      {plan && looked.error === null && (
        <Plan
          sort={sort}
          plan={plan}
          busy={start.busy || looked.busy}
          onFix={fix}
          onStart={() => void start.run()}
        />
      )}
      {start.error !== null && <ErrorState error={start.error} />}
      <ShowAsCode
        name={t(texts.codeName)}
        snippets={importSnippets(
          window.location.origin,
          sort,
          unplaced ? 'example.com' : domain,
          plan?.mapping,
        )}
      />
    </>
  )
}
