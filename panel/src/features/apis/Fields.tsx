import { useId } from 'react'
import { t } from '../../lib/messages/index.ts'
import { Card } from '../../ui/Card.tsx'
import { TextField } from '../../ui/TextField.tsx'
import styles from './Fields.module.css'
import { hintOf } from './hintOf.ts'
import { Members } from './Members.tsx'
import type { Operation } from './operations.ts'
import type { FieldsState } from './useFields.ts'

interface Props {
  readonly operation: Operation
  readonly fields: FieldsState
}

/** The variables of an operation. The examples and the request follow what is typed. */
export function Fields({ operation, fields }: Props) {
  return (
    <Card title={t('apis.fields')} lead={t('apis.fieldsLead')}>
      {operation.parameters.length > 0 && (
        <div className={styles['parameters']}>
          {operation.parameters.map((parameter) => {
            const { name, in: place, required } = parameter
            return (
              <TextField
                key={`${place} ${name}`}
                label={required ? name : t('apis.optional', { name })}
                hint={hintOf(parameter)}
                value={fields.parameters[name] ?? ''}
                autoComplete="off"
                spellCheck={false}
                translate="no"
                onChange={(event) => fields.setParameter(name, event.currentTarget.value)}
              />
            )
          })}
        </div>
      )}
      {operation.body !== undefined && <Body fields={fields} />}
      {operation.members.length > 0 && (
        <details className={styles['members']}>
          <summary>{t('apis.members')}</summary>
          <Members members={operation.members} />
        </details>
      )}
    </Card>
  )
}

function Body({ fields: { bodyText, setBodyText, bodyError } }: { readonly fields: FieldsState }) {
  const id = useId()
  return (
    <div className={styles['body']}>
      <label htmlFor={id}>{t('apis.body')}</label>
      <textarea
        id={id}
        rows={Math.min(18, bodyText.split('\n').length + 1)}
        value={bodyText}
        spellCheck={false}
        translate="no"
        aria-invalid={bodyError ? true : undefined}
        aria-describedby={bodyError ? `${id}-error` : undefined}
        onChange={(event) => setBodyText(event.currentTarget.value)}
      />
      {bodyError !== undefined && (
        <p id={`${id}-error`} className={styles['error']} role="alert">
          {bodyError}
        </p>
      )}
    </div>
  )
}
