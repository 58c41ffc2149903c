import type { Service } from '@keyward/sdk'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { fieldError } from '../../lib/errors.ts'
import { t } from '../../lib/messages/index.ts'
import { useAct } from '../../lib/useAct.ts'
import { Checkbox } from '../../ui/Choice.tsx'
import { FormDialog } from '../../ui/FormDialog.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { METHODS } from './methods.ts'
import { rolesQuery } from './queries.ts'
import styles from './Services.module.css'
import { ruleSentence } from './sentence.ts'
import type { ServiceActs } from './useServiceActs.ts'

interface Props {
  readonly service: Service
  readonly acts: ServiceActs
  readonly onClose: () => void
}

/** Lets a role use a service, or a part of it; says what that comes to before it is done. */
export function AddRuleDialog({ service, acts, onClose }: Props) {
  const roles = useQuery(rolesQuery).data ?? []
  const [chosen, setChosen] = useState<string | null>(null)
  const [path, setPath] = useState('/**')
  const [methods, setMethods] = useState<readonly string[]>([])
  // Roles of the operators' own come last, and were made for this.
  const role = chosen ?? roles.at(-1)?.name ?? ''
  const add = useAct(async () => {
    await acts.addRule(service.name, { role, methods, path })
    onClose()
  })
  const pathError = fieldError(add.error, 'path')
  const toggle = (method: string, isOn: boolean) =>
    setMethods(METHODS.filter((one) => (one === method ? isOn : methods.includes(one))))
  return (
    <FormDialog
      title={t('rules.addTo', { name: service.name })}
      text={t(service.rules.length === 0 ? 'rules.firstCloses' : 'rules.moreOpens')}
      button={t('services.add')}
      act={add}
      onSubmit={add.run}
      onClose={onClose}
      fault={pathError !== undefined ? null : undefined}
    >
      <Select
        label={t('rules.role')}
        value={role}
        options={roles.map(({ name }) => ({ value: name, label: name }))}
        onChange={(event) => setChosen(event.currentTarget.value)}
      />
      <fieldset className={styles['methods']}>
        <legend>{t('rules.methods')}</legend>
        {METHODS.map((method) => (
          <Checkbox
            key={method}
            label={method}
            checked={methods.includes(method)}
            onChange={(isOn) => toggle(method, isOn)}
          />
        ))}
      </fieldset>
      <TextField
        label={t('rules.path')}
        hint={t('rules.pathHint')}
        value={path}
        error={pathError}
        required
        maxLength={255}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setPath(event.currentTarget.value)}
      />
      <p className={styles['sentence']} role="status">
        {ruleSentence({ methods, path, role })}
      </p>
    </FormDialog>
  )
}
