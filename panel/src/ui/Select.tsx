import type { ComponentProps } from 'react'
import { Field, type FieldTexts } from './Field.tsx'

type Props = FieldTexts &
  ComponentProps<'select'> & {
    readonly options: readonly { readonly value: string; readonly label: string }[]
  }

/** A labelled choice of one of many. */
export function Select({ label, hint, error, options, ...select }: Props) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <select {...select} {...control}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
