import '../../lib/messages/en/apis.ts'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { announce } from '../../lib/announce.ts'
import { t } from '../../lib/messages/index.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { CommandLine } from '../../ui/CodeSnippet.tsx'
import { Page } from '../../ui/Page.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import styles from './ApiPage.module.css'
import { SpecLink } from './ApisPage.tsx'
import { NotThere } from './NotThere.tsx'
import { OperationList } from './OperationList.tsx'
import { matching, type Right } from './operations.ts'
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

function Operations({ described: { api, operations, rights } }: { readonly described: Described }) {
  const [{ search, right }, ask] = useAsked()
  const found = matching(operations, search, right)
  const count = found.length
  useEffect(() => {
    if (search !== '' || right !== '') announce(t('apis.found', { count }))
  }, [search, right, count])
  return (
    <>
      <div className={styles['asked']}>
        <SearchField value={search} onChange={(text) => ask({ right, search: text })} />
        <RightField rights={rights} value={right} onChange={(name) => ask({ search, right: name })} />
      </div>
      {count > 0 ? (
        <OperationList api={api.id} operations={found} />
      ) : (
        <div className={styles['none']}>
          <p>{search === '' ? t('apis.noneOfRight') : t('apis.noMatch', { search })}</p>
          <Button onClick={() => ask(ANYTHING)}>{t('apis.clear')}</Button>
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

interface RightFieldProps extends SearchFieldProps {
  readonly rights: readonly Right[]
}

/** Only rights that operations of this API name can be chosen. */
function RightField({ rights, value, onChange }: RightFieldProps) {
  const choices = rights.map(({ name, title }) => ({ value: name, label: title }))
  return (
    <Select
      label={t('apis.right')}
      hint={t('apis.rightHint')}
      value={value}
      options={[{ value: '', label: t('apis.anyOfThem') }, ...choices]}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

interface Asked {
  readonly search: string
  readonly right: string
}

const ANYTHING: Asked = { search: '', right: '' }

/** What is looked for, as the address has it. */
function useAsked(): readonly [Asked, (asked: Asked) => void] {
  const navigate = useNavigate()
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false })
  const textOf = (name: string) => (search[name] === undefined ? '' : String(search[name]))
  const ask = ({ search: q, right }: Asked) => {
    const asked = { ...(q !== '' && { q }), ...(right !== '' && { right }) }
    void navigate({ to: '.', search: asked, replace: true, resetScroll: false })
  }
  return [{ search: textOf('q'), right: textOf('right') }, ask]
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
