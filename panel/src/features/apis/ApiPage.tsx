import '../../lib/messages/en/apis.ts'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { announce } from '../../lib/announce.ts'
import { t } from '../../lib/messages/index.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { CommandLine } from '../../ui/CodeSnippet.tsx'
import { Page } from '../../ui/Page.tsx'
import { TextField } from '../../ui/TextField.tsx'
import styles from './ApiPage.module.css'
import { SpecLink } from './ApisPage.tsx'
import { NotThere } from './NotThere.tsx'
import { OperationList } from './OperationList.tsx'
import { matching } from './operations.ts'
import { Trail } from './Trail.tsx'
import { type Described, useDescribed } from './useDescribed.ts'

/** One API: where it is and what it can do. The search is part of the address. */
export default function ApiPage() {
  const { api: id = '' } = useParams({ strict: false })
  const { described, error, retry } = useDescribed(id)
  if (!described) return <NotThere unknown={described === null} error={error} onRetry={retry} />
  return (
    <Page title={described.api.title} lead={described.api.summary} trail={<Trail />}>
      <Card title={t('apis.baseUrl')} lead={described.api.signIn} aside={<SpecLink api={described.api} />}>
        <CommandLine name={t('apis.baseUrl')} code={described.api.baseUrl} />
      </Card>
      <Operations described={described} />
    </Page>
  )
}

function Operations({ described: { api, operations } }: { readonly described: Described }) {
  const [search, setSearch] = useSearchText()
  const found = matching(operations, search)
  const count = found.length
  useEffect(() => {
    if (search !== '') announce(t('apis.found', { count }))
  }, [search, count])
  return (
    <>
      <SearchField value={search} onChange={setSearch} />
      {count > 0 ? (
        <OperationList api={api.id} operations={found} />
      ) : (
        <div className={styles['none']}>
          <p>{t('apis.noMatch', { search })}</p>
          <Button onClick={() => setSearch('')}>{t('apis.clear')}</Button>
        </div>
      )}
    </>
  )
}

interface SearchFieldProps {
  readonly value: string
  readonly onChange: (value: string) => void
}

function SearchField({ value, onChange }: SearchFieldProps) {
  const field = useRef<HTMLInputElement>(null)
  useSlash(() => field.current?.focus())
  return (
    <TextField
      ref={field}
      type="search"
      label={t('apis.search')}
      hint={t('apis.searchHint')}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

function useSearchText(): readonly [string, (text: string) => void] {
  const navigate = useNavigate()
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false })
  const text = search['q'] === undefined ? '' : String(search['q'])
  const set = (q: string) =>
    void navigate({ to: '.', search: q === '' ? {} : { q }, replace: true, resetScroll: false })
  return [text, set]
}

/** `/` goes to the search, unless it is typed into a field. */
function useSlash(act: () => void): void {
  const latest = useRef(act)
  latest.current = act
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && event.target.matches('input, textarea, select')
      if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      latest.current()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}
