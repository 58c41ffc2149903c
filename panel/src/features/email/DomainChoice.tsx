import { useQuery } from '@tanstack/react-query'
import { useEffect, useId, useRef, useState } from 'react'
import { domainText } from '../../lib/domainText.ts'
import { t } from '../../lib/messages/index.ts'
import { useAfterPause } from '../../lib/useAfterPause.ts'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { domainChoiceQuery, domainsQuery } from './queries.ts'

interface Props {
  readonly label: string
  /** Empty for none. */
  readonly value: string
  /** What none is called; without it there has to be one. */
  readonly none?: string | undefined
  readonly onChange: (domain: string) => void
}

/** One domain of the account: from a list, and where that would be too long by a part of its name. */
export function DomainChoice({ label, value, none, onChange }: Props) {
  const { data } = useQuery(domainChoiceQuery)
  if (data && data.total > data.items.length)
    return <DomainSearch label={label} value={value} none={none} onChange={onChange} />
  const known = (data?.items ?? []).map(({ name }) => name)
  const names = value === '' || known.includes(value) ? known : [...known, value]
  return (
    <Select
      label={label}
      value={value}
      options={[
        ...(none === undefined ? [] : [{ value: '', label: none }]),
        ...names.map((name) => ({ value: name, label: domainText(name) })),
      ]}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

/** The browser offers what the server finds; a domain is chosen when its name is there as a whole. */
function DomainSearch({ label, value, none, onChange }: Props) {
  const listId = useId()
  const [typed, setTyped] = useState(domainText(value))
  const [left, setLeft] = useState(false)
  const text = useAfterPause(typed.trim().toLowerCase())
  const { data, isFetching } = useQuery(domainsQuery({ text, limit: 20 }))
  const names = (data?.items ?? []).map(({ name }) => name)
  const isNone = text === '' && none !== undefined
  const chosen = isNone ? '' : names.find((name) => name === text || domainText(name) === text)
  const report = useRef(onChange)
  report.current = onChange
  useEffect(() => {
    if (chosen !== undefined && chosen !== value) report.current(chosen)
  }, [chosen, value])
  const unknown = left && !isFetching && chosen === undefined
  return (
    <>
      <TextField
        label={label}
        type="text"
        list={listId}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        placeholder={none ?? t('domainChoice.part')}
        value={typed}
        error={unknown ? t('domainChoice.unknown') : undefined}
        onFocus={() => setLeft(false)}
        onBlur={() => setLeft(true)}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <datalist id={listId}>
        {names.map((name) => (
          <option key={name} value={domainText(name)} />
        ))}
      </datalist>
    </>
  )
}
