import { type ReactNode, useRef, useState } from 'react'
import { fieldError } from '../lib/errors.ts'
import { t } from '../lib/messages/index.ts'
import { useAct } from '../lib/useAct.ts'
import { Button } from './Button.tsx'
import { DetailsRow } from './Details.tsx'
import styles from './FieldRow.module.css'
import { FormDialog } from './FormDialog.tsx'
import { Hidden } from './Hidden.tsx'
import { Icon } from './Icon.tsx'
import { TextField } from './TextField.tsx'

interface FieldProps {
  readonly name: string
  /** What it does, and for whom. */
  readonly text?: string
  readonly shown: ReactNode
  readonly value: string
  /** As the server calls it. */
  readonly field: string
  readonly hint?: string
  readonly input: Omit<Parameters<typeof TextField>[0], 'label' | 'hint' | 'value'>
  readonly onSave: (value: string) => Promise<void>
  /** The page was asked for in order to change it. */
  readonly asked?: boolean
}

/** A value that is changed in a dialog of one field. */
export function FieldRow(props: FieldProps) {
  const [editing, setEditing] = useState(props.asked ?? false)
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
      {props.text !== undefined && <p className={styles['text']}>{props.text}</p>}
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
  const first = useRef<HTMLInputElement>(null)
  // As it was when the person opened this: it knows which value they saw.
  const [saveFirst] = useState(() => onSave)
  const save = useAct(async () => {
    await saveFirst(typed.trim())
    onClose()
  })
  const error = fieldError(save.error, field)
  return (
    <FormDialog
      title={name}
      {...(text !== undefined && { text })}
      button={t('action.save')}
      act={save}
      onSubmit={save.run}
      onClose={onClose}
      initialFocus={first}
      fault={error === undefined ? undefined : null}
    >
      <TextField
        required
        {...input}
        ref={first}
        label={name}
        {...(hint !== undefined && { hint })}
        value={typed}
        error={error}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
    </FormDialog>
  )
}
