import type { OwnerRules } from '@keyward/sdk'
import { type FormEvent, useState } from 'react'
import { api } from '../../../lib/api.ts'
import { t } from '../../../lib/messages/index.ts'
import { useSaveEdit } from '../../../lib/saveEdit.ts'
import { useAct } from '../../../lib/useAct.ts'
import { useAsShown } from '../../../lib/useAsShown.ts'
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
  const saveEdit = useSaveEdit()
  const [typed, setTyped] = useState<Partial<OwnerRules>>({})
  const shown = useAsShown(rules, Object.keys(typed).length > 0)
  const draft = { ...shown, ...typed }
  const save = useAct(async () => {
    const now = await saveEdit({
      change: typed,
      shown,
      read: () => api.domains.ownerRules(domain),
      send: (edit) => api.domains.changeOwnerRules(domain, edit),
    })
    const text = now && t('owners.saved', { name: domain })
    await saved(text, () => api.domains.changeOwnerRules(domain, shown))
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
