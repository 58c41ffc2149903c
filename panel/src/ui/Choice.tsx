import { type Ref, useId } from 'react'
import styles from './Choice.module.css'
import group from './group.module.css'

interface CheckboxProps {
  readonly label: string
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly error?: string | undefined
  readonly ref?: Ref<HTMLInputElement>
}

export function Checkbox({ label, checked, onChange, error, ref }: CheckboxProps) {
  const id = useId()
  return (
    <div>
      <label className={styles['choice']}>
        <input
          ref={ref}
          type="checkbox"
          checked={checked}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? id : undefined}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
        {label}
      </label>
      {error !== undefined && (
        <p id={id} className={styles['error']} role="alert">
          {error}
        </p>
      )}
    </div>
  )
}

interface RadiosProps<Value extends string> {
  readonly legend: string
  readonly name: string
  readonly options: readonly { readonly value: Value; readonly label: string }[]
  readonly value: Value
  readonly onChange: (value: Value) => void
  /** One below the other: sentences, not words. */
  readonly stacked?: boolean
}

export function Radios<Value extends string>(props: RadiosProps<Value>) {
  const { legend, name, options, value, onChange, stacked } = props
  return (
    <fieldset className={group['group']}>
      <legend>{legend}</legend>
      <div className={styles['options']} data-stacked={stacked || undefined}>
        {options.map((option) => (
          <label key={option.value} className={styles['choice']}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
