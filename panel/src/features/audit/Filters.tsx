import { type FormEvent, useState } from 'react'
import { t } from '../../lib/messages/index.ts'
import { isOperator } from '../../lib/rights.ts'
import { useUser } from '../../lib/session.ts'
import { Button } from '../../ui/Button.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import styles from './AuditPage.module.css'
import { type AskedFilter, filterIn, isFiltered } from './filter.ts'
import { actionName, areaName, KNOWN_ACTIONS } from './sentences.ts'

interface Props {
  readonly filter: AskedFilter
  readonly onLook: (filter: AskedFilter) => void
}

/** What can be asked for. */
export function Filters({ filter, onLook }: Props) {
  const [asked, setAsked] = useState(filter)
  const operator = isOperator(useUser())
  const set = (more: Partial<AskedFilter>) => setAsked({ ...asked, ...more })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onLook(asked)
  }
  return (
    <search className={styles['filters']}>
      <form onSubmit={submit} aria-label={t('audit.filters')}>
        <TextField
          label={t('audit.from')}
          type="date"
          value={asked.from}
          max={asked.to || undefined}
          onChange={(event) => set({ from: event.currentTarget.value })}
        />
        <TextField
          label={t('audit.to')}
          type="date"
          value={asked.to}
          min={asked.from || undefined}
          onChange={(event) => set({ to: event.currentTarget.value })}
        />
        <Select
          label={t('audit.action')}
          value={asked.action}
          options={actions(asked.action)}
          onChange={(event) => set({ action: event.currentTarget.value })}
        />
        <Select
          label={t('audit.outcome')}
          value={asked.outcome}
          options={outcomes()}
          onChange={(event) => set({ outcome: event.currentTarget.value })}
        />
        <div className={styles['wide']}>
          <TextField
            label={t('audit.text')}
            type="search"
            maxLength={255}
            placeholder={t('audit.textHint')}
            value={asked.text}
            onChange={(event) => set({ text: event.currentTarget.value })}
          />
        </div>
        {operator && (
          <Select
            label={t('audit.chain')}
            value={asked.chain}
            options={chains(asked.chain)}
            onChange={(event) => set({ chain: event.currentTarget.value })}
          />
        )}
        <More asked={asked} set={set} />
        <div className={styles['apply']}>
          <Button type="submit" kind="primary">
            {t('audit.apply')}
          </Button>
          {isFiltered(filter) && (
            <Button
              kind="quiet"
              onClick={() => onLook({ ...filterIn(''), chain: filter.chain, view: filter.view })}
            >
              {t('audit.clear')}
            </Button>
          )}
        </div>
      </form>
    </search>
  )
}

/** What is asked for less often; open where it is. */
function More({
  asked,
  set,
}: {
  readonly asked: AskedFilter
  readonly set: (more: Partial<AskedFilter>) => void
}) {
  const used = asked.actor !== '' || asked.target !== '' || asked.area !== ''
  const [opens] = useState(used)
  return (
    <details className={styles['moreFields']} open={opens}>
      <summary>{t('audit.moreFields')}</summary>
      <div>
        <Select
          label={t('audit.area')}
          value={asked.area}
          options={areas(asked.area)}
          onChange={(event) => set({ area: event.currentTarget.value })}
        />
        <TextField
          label={t('audit.actor')}
          maxLength={255}
          placeholder={t('audit.actorHint')}
          spellCheck={false}
          value={asked.actor}
          onChange={(event) => set({ actor: event.currentTarget.value })}
        />
        <TextField
          label={t('audit.target')}
          maxLength={255}
          placeholder={t('audit.targetHint')}
          spellCheck={false}
          value={asked.target}
          onChange={(event) => set({ target: event.currentTarget.value })}
        />
      </div>
    </details>
  )
}

/** An action that came with the address may be one that we have no words for. */
function actions(asked: string) {
  const known = KNOWN_ACTIONS.includes(asked) || asked === '' ? KNOWN_ACTIONS : [asked, ...KNOWN_ACTIONS]
  const named = known.map((action) => ({ value: action, label: actionName(action) }))
  return [
    { value: '', label: t('audit.anyAction') },
    ...named.toSorted((a, b) => a.label.localeCompare(b.label)),
  ]
}

/** What actions begin with, in the words of one of them each. */
function areas(asked: string) {
  const known = new Set(KNOWN_ACTIONS.map((action) => action.split('.')[0] ?? ''))
  if (asked !== '') known.add(asked)
  const named = [...known].map((area) => ({ value: area, label: areaName(area) }))
  return [
    { value: '', label: t('audit.anyArea') },
    ...named.toSorted((a, b) => a.label.localeCompare(b.label)),
  ]
}

const outcomes = () => [
  { value: '', label: t('audit.anyOutcome') },
  { value: 'done', label: t('audit.done') },
  { value: 'refused', label: t('audit.refused') },
]

function chains(asked: string) {
  const others = ['', 'system'].includes(asked) ? [] : [{ value: asked, label: asked }]
  return [
    { value: '', label: t('audit.chain.own') },
    { value: 'system', label: t('audit.chain.system') },
    ...others,
  ]
}
