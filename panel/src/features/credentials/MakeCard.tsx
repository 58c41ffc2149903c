import type { CreatedApplicationCredential } from '@keyward/sdk'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api } from '../../lib/api.ts'
import { fieldError } from '../../lib/errors.ts'
import { t } from '../../lib/messages/index.ts'
import { useStepUp } from '../../lib/stepUp.ts'
import { useAct } from '../../lib/useAct.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Checkbox } from '../../ui/Choice.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { ShowAsCode } from '../../ui/ShowAsCode.tsx'
import { TextField } from '../../ui/TextField.tsx'
import styles from './Credentials.module.css'
import { bodyOf, type Draft, EMPTY } from './draft.ts'
import { OWN_CREDENTIALS, ownRolesQuery } from './queries.ts'
import { RuleFields } from './RuleFields.tsx'
import { makeSnippets } from './snippets.ts'

/** A new one: what it is called, what it may do, and until when. */
export function MakeCard({ onMade }: { readonly onMade: (made: CreatedApplicationCredential) => void }) {
  const queries = useQueryClient()
  const stepUp = useStepUp()
  const [draft, setDraft] = useState(EMPTY)
  const make = useAct(async () => {
    onMade(await stepUp('stepUp.credential', () => api.applicationCredentials.create(bodyOf(draft))))
    setDraft(EMPTY)
    window.scrollTo({ top: 0 })
    await queries.invalidateQueries({ queryKey: OWN_CREDENTIALS })
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void make.run()
  }
  const change = (more: Partial<Draft>) => setDraft({ ...draft, ...more })
  const wrongEnd = fieldError(make.error, 'expires_at') ?? fieldError(make.error, 'expiresAt')
  return (
    <>
      <Card title={t('own.make')}>
        <form className={styles['form']} onSubmit={submit}>
          <TextField
            label={t('own.name')}
            hint={t('own.nameHint')}
            required
            maxLength={255}
            autoComplete="off"
            value={draft.name}
            error={fieldError(make.error, 'name')}
            onChange={(event) => change({ name: event.currentTarget.value })}
          />
          <TextField
            label={t('own.description')}
            maxLength={1_024}
            autoComplete="off"
            value={draft.description}
            onChange={(event) => change({ description: event.currentTarget.value })}
          />
          <RoleBoxes chosen={draft.roles} onChange={(roles) => change({ roles })} />
          <TextField
            label={t('own.expiry')}
            hint={t('own.expiryHint')}
            type="datetime-local"
            value={draft.expiry}
            error={wrongEnd}
            onChange={(event) => change({ expiry: event.currentTarget.value })}
          />
          <RuleFields rules={draft.rules} onChange={(rules) => change({ rules })} />
          <Checkbox
            label={t('own.mayManage')}
            checked={draft.unrestricted}
            onChange={(unrestricted) => change({ unrestricted })}
          />
          {make.error !== null && <ErrorState error={make.error} title={t('own.notMade')} />}
          <div>
            <Button kind="primary" type="submit" busy={make.busy}>
              {t('own.create')}
            </Button>
          </div>
        </form>
      </Card>
      <ShowAsCode name={t('code.ownName')} snippets={makeSnippets(window.location.origin, bodyOf(draft))} />
    </>
  )
}

interface RolesProps {
  readonly chosen: readonly string[] | null
  readonly onChange: (roles: readonly string[] | null) => void
}

/** All of one's own, unless some are left out; none at all would be a credential for nothing. */
function RoleBoxes({ chosen, onChange }: RolesProps) {
  const { data = [] } = useQuery(ownRolesQuery)
  const names = data.map(({ name }) => name)
  const has = (name: string) => chosen?.includes(name) ?? true
  const toggle = (name: string, on: boolean) => {
    const next = names.filter((one) => (one === name ? on : has(one)))
    if (next.length > 0) onChange(next.length === names.length ? null : next)
  }
  return (
    <fieldset className={styles['roles']}>
      <legend>{t('own.roles')}</legend>
      {names.map((name) => (
        <Checkbox key={name} label={name} checked={has(name)} onChange={(on) => toggle(name, on)} />
      ))}
      <p>{t('own.rolesHint')}</p>
    </fieldset>
  )
}
