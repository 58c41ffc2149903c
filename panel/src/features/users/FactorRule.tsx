import type { ManagedUser, SecondFactorRule } from '@keyward/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../lib/api.ts'
import { tellDone } from '../../lib/lastDone.ts'
import { t } from '../../lib/messages/index.ts'
import { useStepUp } from '../../lib/stepUp.ts'
import { useAct } from '../../lib/useAct.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Select } from '../../ui/Select.tsx'
import { USERS } from './queries.ts'

const RULES: readonly SecondFactorRule[] = ['default', 'required', 'optional']

/** Whether one user must have a second factor, whatever the account says. It holds at once, and can be undone. */
export function FactorRule({ user: { id, name, secondFactorRule } }: { readonly user: ManagedUser }) {
  const queries = useQueryClient()
  const [wanted, setWanted] = useState(secondFactorRule)
  const stepUp = useStepUp()
  const send = async (rule: SecondFactorRule) => {
    await stepUp('stepUp.factorRule', () => api.users.change(id, { secondFactorRule: rule }))
    await queries.invalidateQueries({ queryKey: USERS })
  }
  const save = useAct(async (rule: SecondFactorRule) => {
    await send(rule)
    tellDone({ text: t(`factors.ruleSaved.${rule}`, { name }), undo: () => send(secondFactorRule) })
  })
  return (
    <>
      <Select
        label={t('factors.rule')}
        hint={t('factors.ruleHint')}
        value={wanted}
        options={RULES.map((rule) => ({ value: rule, label: t(`factors.rule.${rule}`) }))}
        onChange={(event) => {
          const rule = RULES.find((one) => one === event.currentTarget.value)
          if (rule !== undefined) setWanted(rule)
        }}
      />
      {wanted !== secondFactorRule && (
        <div>
          <Button kind="primary" busy={save.busy} onClick={() => save.run(wanted)}>
            {t('action.save')}
          </Button>
        </div>
      )}
      {save.error !== null && <ErrorState error={save.error} title={t('factors.ruleNotSaved')} />}
    </>
  )
}
