import type { ComponentProps } from 'react'
import { Field, type FieldTexts } from './Field.tsx'

type Props = FieldTexts & ComponentProps<'input'>

/** A labelled input. */
export function TextField({ label, hint, error, ...input }: Props) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => <input {...input} {...control} />}
    </Field>
  )
}
