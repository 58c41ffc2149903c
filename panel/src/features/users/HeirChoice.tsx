import type { ManagedUser } from '@keyward/sdk'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { t } from '../../lib/messages/index.ts'
import { SearchField } from '../../ui/SearchField.tsx'
import { Select } from '../../ui/Select.tsx'
import { heirsOf } from './handOver.ts'
import { colleaguesQuery } from './queries.ts'
import styles from './WhatGoes.module.css'

interface Props {
  readonly label: string
  readonly hint?: string
  readonly account: string
  /** Ids of those who go themselves. */
  readonly leaving: ReadonlySet<string>
  /** Id of who gets the roles; empty for nobody. */
  readonly heir: string
  readonly onChoose: (heir: string) => void
}

/** Somebody of the account; where these are more than a list shows, whoever the server finds by a part of the name. */
export function HeirChoice({ label, hint, account, leaving, heir, onChoose }: Props) {
  const hintId = useId()
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState<ManagedUser | null>(null)
  const { data } = useQuery(colleaguesQuery(account, text))
  const found = heirsOf({ accountId: account, leaving }, data?.items ?? [])
  // Whoever was chosen stays so, whatever is looked for next.
  const kept = chosen !== null && chosen.id === heir && found.every(({ id }) => id !== heir) ? [chosen] : []
  const heirs = [...kept, ...found]
  const choose = (id: string) => {
    setChosen(heirs.find((user) => user.id === id) ?? null)
    onChoose(id)
  }
  return (
    <div className={styles['handOver']}>
      {(text !== '' || (data !== undefined && data.next !== null)) && (
        <SearchField label={t('delete.find')} hint={t('users.textHint')} text={text} onLook={setText} />
      )}
      <Select
        label={label}
        aria-describedby={hintId}
        value={heir}
        options={[
          { value: '', label: t('delete.nobody') },
          ...heirs.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      <p id={hintId} className={styles['hint']}>
        {hint}
        {text !== '' && <span role="status"> {t('delete.found', { count: found.length })}</span>}
      </p>
    </div>
  )
}
