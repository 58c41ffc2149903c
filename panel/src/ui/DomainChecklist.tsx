import '../lib/messages/en/domainList.ts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { api } from '../lib/api.ts'
import { domainText } from '../lib/domainText.ts'
import { t } from '../lib/messages/index.ts'
import { useAfterPause } from '../lib/useAfterPause.ts'
import { Button } from './Button.tsx'
import { Checkbox, Radios } from './Choice.tsx'
import styles from './DomainChecklist.module.css'
import { ErrorState } from './ErrorState.tsx'
import { TextField } from './TextField.tsx'

const MOST = 50
const REACHES = ['every', 'some'] as const

interface Props {
  readonly legend: string
  /** Null for every domain, those to come included: none chosen is none. */
  readonly chosen: readonly string[] | null
  readonly onChange: (chosen: readonly string[] | null) => void
  readonly error?: string | undefined
}

/** Every domain of the account, or some of them however many it has. */
export function DomainChecklist({ legend, chosen, onChange, error }: Props) {
  // What was chosen is there again for whoever looks at the other answer.
  const [last, setLast] = useState(chosen ?? [])
  const change = (domains: readonly string[]) => {
    setLast(domains)
    onChange(domains)
  }
  return (
    <div className={styles['parts']}>
      <Radios
        legend={legend}
        name={useId()}
        options={REACHES.map((value) => ({ value, label: t(`domainList.${value}`) }))}
        value={chosen === null ? 'every' : 'some'}
        onChange={(reach) => onChange(reach === 'every' ? null : last)}
      />
      {chosen !== null && <Some chosen={chosen} onChange={change} />}
      {error !== undefined && (
        <p className={styles['error']} role="alert">
          {error}
        </p>
      )}
    </div>
  )
}

interface SomeProps {
  readonly chosen: readonly string[]
  readonly onChange: (chosen: readonly string[]) => void
}

/** Those that are chosen first, then what is found. */
function Some({ chosen, onChange }: SomeProps) {
  const [typed, setTyped] = useState('')
  const text = useAfterPause(typed.trim())
  const { data, error, refetch } = useQuery({
    queryKey: ['domainNames', text],
    queryFn: () => api.domains.list({ limit: MOST, ...(text !== '' && { text }) }),
    placeholderData: keepPreviousData,
  })
  // What is ticked stays where it is.
  const [first] = useState(chosen)
  const found = (data?.items ?? []).map(({ name }) => name)
  const names = [...new Set([...first, ...found, ...chosen])]
  const others = names.filter((name) => !chosen.includes(name))
  const isWhole = data !== undefined && text === '' && data.total <= found.length
  const label = (name: string) =>
    isWhole && !found.includes(name) ? t('domainList.gone', { name: domainText(name) }) : domainText(name)
  const toggle = (name: string, isChosen: boolean) =>
    onChange(isChosen ? [...chosen, name] : chosen.filter((one) => one !== name))
  return (
    <fieldset className={styles['some']} aria-label={t('domainList.list')}>
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
            label={label(name)}
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
        {chosen.length === 0 ? t('domainList.noneChosen') : t('domainList.chosen', { count: chosen.length })}
        {data && data.total > data.items.length && ` ${t('domainList.more', { count: data.total })}`}
      </p>
    </fieldset>
  )
}
