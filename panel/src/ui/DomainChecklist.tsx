import '../lib/messages/en/domainList.ts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../lib/api.ts'
import { domainText } from '../lib/domainText.ts'
import { t } from '../lib/messages/index.ts'
import { useAfterPause } from '../lib/useAfterPause.ts'
import { Button } from './Button.tsx'
import { Checkbox } from './Choice.tsx'
import styles from './DomainChecklist.module.css'
import { ErrorState } from './ErrorState.tsx'
import group from './group.module.css'
import { TextField } from './TextField.tsx'

const MOST = 50

interface Props {
  readonly legend: string
  /** What it means when none is chosen. */
  readonly hint: string
  readonly chosen: readonly string[]
  readonly onChange: (chosen: readonly string[]) => void
}

/** Any of the domains of the account, however many it has: those that are chosen first, then what is found. */
export function DomainChecklist({ legend, hint, chosen, onChange }: Props) {
  const [typed, setTyped] = useState('')
  const text = useAfterPause(typed.trim())
  const { data, error, refetch } = useQuery({
    queryKey: ['domainNames', text],
    queryFn: () => api.domains.list({ limit: MOST, ...(text !== '' && { text }) }),
    placeholderData: keepPreviousData,
  })
  // What is ticked stays where it is.
  const [first] = useState(chosen)
  const names = [...new Set([...first, ...(data?.items ?? []).map(({ name }) => name), ...chosen])]
  const others = names.filter((name) => !chosen.includes(name))
  const toggle = (name: string, isChosen: boolean) =>
    onChange(isChosen ? [...chosen, name] : chosen.filter((one) => one !== name))
  return (
    <fieldset className={group['group']}>
      <legend>{legend}</legend>
      <div className={styles['parts']}>
        <TextField
          label={t('domainList.search')}
          type="search"
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {error && <ErrorState error={error} title={t('domainList.failed')} onRetry={() => refetch()} />}
        <div className={styles['list']}>
          {names.map((name) => (
            <Checkbox
              key={name}
              label={domainText(name)}
              checked={chosen.includes(name)}
              onChange={(isChosen) => toggle(name, isChosen)}
            />
          ))}
          {data?.items.length === 0 && <p>{t('domainList.none')}</p>}
        </div>
        {others.length > 1 && (
          <div>
            <Button kind="quiet" onClick={() => onChange([...chosen, ...others])}>
              {t('domainList.all', { count: others.length })}
            </Button>
          </div>
        )}
        <p className={styles['hint']} role="status">
          {chosen.length === 0 ? hint : t('domainList.chosen', { count: chosen.length })}
          {data && data.total > data.items.length && ` ${t('domainList.more', { count: data.total })}`}
        </p>
      </div>
    </fieldset>
  )
}
