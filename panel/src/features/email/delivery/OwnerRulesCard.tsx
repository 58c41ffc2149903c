import type { OwnerRules } from '@keyward/sdk'
import { type FormEvent, useState } from 'react'
import { api } from '../../../lib/api.ts'
import { t } from '../../../lib/messages/index.ts'
import { useAct } from '../../../lib/useAct.ts'
import { Button } from '../../../ui/Button.tsx'
import { Checkbox } from '../../../ui/Choice.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { Select } from '../../../ui/Select.tsx'
import { ShowAsCode } from '../../../ui/ShowAsCode.tsx'
import styles from '../Email.module.css'
import { useSaved } from '../useSaved.ts'
import { ownerRulesSnippets } from './domainMail.ts'

const FACTORS = ['off', 'optional', 'forced'] as const

interface Props {
  readonly domain: string
  readonly rules: OwnerRules
}

/** How the owners of mailboxes sign in to their pages, and whether they change their passwords there. */
export function OwnerRulesCard({ domain, rules }: Props) {
  const saved = useSaved()
  const [typed, setTyped] = useState<Partial<OwnerRules>>({})
  const draft = { ...rules, ...typed }
  const save = useAct(async () => {
    await api.domains.changeOwnerRules(domain, draft)
    await saved(t('owners.saved', { name: domain }), () => api.domains.changeOwnerRules(domain, rules))
    setTyped({})
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void save.run()
  }
  return (
    <>
      <form className={styles['form']} onSubmit={submit}>
        <Checkbox
          label={t('owners.changePassword')}
          checked={draft.changePassword}
          onChange={(changePassword) => setTyped({ ...typed, changePassword })}
        />
        <Select
          label={t('owners.secondFactor')}
          value={draft.secondFactor}
          options={FACTORS.map((value) => ({ value, label: t(`owners.${value}`) }))}
          onChange={({ currentTarget: { value } }) => {
            const secondFactor = FACTORS.find((one) => one === value)
            if (secondFactor) setTyped({ ...typed, secondFactor })
          }}
        />
        {save.error !== null && <ErrorState error={save.error} />}
        <div className={styles['row']}>
          <Button kind="primary" type="submit" busy={save.busy}>
            {t('notice.save')}
          </Button>
        </div>
      </form>
      <ShowAsCode name={t('code.ownersName')} snippets={ownerRulesSnippets(domain, draft)} />
    </>
  )
}
