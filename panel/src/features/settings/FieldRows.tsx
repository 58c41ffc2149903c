import type { AccountSettings } from '@keyward/sdk'
import { type FormEvent, useId, useRef, useState } from 'react'
import { fieldError } from '../../lib/errors.ts'
import { t } from '../../lib/messages/index.ts'
import { useAct } from '../../lib/useAct.ts'
import { Button } from '../../ui/Button.tsx'
import { DetailsRow } from '../../ui/Details.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Hidden } from '../../ui/Hidden.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { TextField } from '../../ui/TextField.tsx'
import type { ChangeSettings } from './change.ts'
import styles from './Settings.module.css'

interface Props {
  readonly settings: AccountSettings
  readonly change: ChangeSettings
}

export function NameRow({ settings, change }: Props) {
  const name = t('policies.name')
  return (
    <FieldRow
      name={name}
      text={t('policies.nameText')}
      shown={settings.name}
      value={settings.name}
      field="name"
      input={{ type: 'text', maxLength: 100, autoComplete: 'off' }}
      onSave={(value) => change(name, { name: value }, { name: settings.name })}
    />
  )
}

export function StepUpRow({ settings, change }: Props) {
  const name = t('policies.stepUp')
  const { stepUpMinutes } = settings
  return (
    <FieldRow
      name={name}
      text={t('policies.stepUpText')}
      shown={stepUpMinutes === 0 ? t('policies.everyTime') : t('policies.minutes', { count: stepUpMinutes })}
      value={String(stepUpMinutes)}
      field="stepUpMinutes"
      hint={t('policies.stepUpMinutes')}
      input={{ type: 'number', min: 0, max: 60, step: 1, inputMode: 'numeric' }}
      onSave={(value) => change(name, { stepUpMinutes: Number(value) }, { stepUpMinutes })}
    />
  )
}

interface FieldProps {
  readonly name: string
  /** What the setting does, and for whom. */
  readonly text: string
  readonly shown: string
  readonly value: string
  /** As the server calls it. */
  readonly field: string
  readonly hint?: string
  readonly input: Omit<Parameters<typeof TextField>[0], 'label' | 'hint' | 'value'>
  readonly onSave: (value: string) => Promise<void>
}

function FieldRow(props: FieldProps) {
  const [editing, setEditing] = useState(false)
  return (
    <DetailsRow
      label={props.name}
      actions={
        <Button kind="quiet" onClick={() => setEditing(true)}>
          <Icon name="pencil" />
          {t('action.edit')} <Hidden>{props.name}</Hidden>
        </Button>
      }
    >
      <span className={styles['value']}>{props.shown}</span>
      <p className={styles['text']}>{props.text}</p>
      {/* Made anew each time, so that it starts with the value as it is now. */}
      {editing && <FieldDialog {...props} onClose={() => setEditing(false)} />}
    </DetailsRow>
  )
}

function FieldDialog({
  name,
  text,
  value,
  field,
  hint,
  input,
  onSave,
  onClose,
}: FieldProps & { readonly onClose: () => void }) {
  const [typed, setTyped] = useState(value)
  const formId = useId()
  const first = useRef<HTMLInputElement>(null)
  const save = useAct(async () => {
    await onSave(typed.trim())
    onClose()
  })
  const error = fieldError(save.error, field)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void save.run()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={name}
      description={text}
      initialFocus={first}
      actions={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button kind="primary" type="submit" form={formId} busy={save.busy}>
            {t('action.save')}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit}>
        <TextField
          {...input}
          ref={first}
          label={name}
          {...(hint !== undefined && { hint })}
          required
          value={typed}
          error={error}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </form>
      {save.error !== null && error === undefined && <ErrorState error={save.error} />}
    </Dialog>
  )
}
