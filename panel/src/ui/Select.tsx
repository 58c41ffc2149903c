import { type ComponentProps, useId } from 'react'
import styles from './TextField.module.css'

interface Props extends ComponentProps<'select'> {
  readonly label: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
}

/** A labelled choice of one of many. */
export function Select({ label, options, ...select }: Props) {
  const id = useId()
  return (
    <div className={styles['field']}>
      <label htmlFor={id}>{label}</label>
      <select {...select} id={id} className={styles['input']}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  )
}
