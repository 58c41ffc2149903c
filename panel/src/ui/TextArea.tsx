import { type ComponentProps, useId } from 'react'
import styles from './TextField.module.css'

interface Props extends ComponentProps<'textarea'> {
  readonly label: string
  readonly hint?: string
  readonly error?: string | undefined
}

/** A labelled field of several lines. What is wrong with it stands below it and is read with it. */
export function TextArea({ label, hint, error, ...area }: Props) {
  const id = useId()
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div className={styles['field']}>
      <label htmlFor={id}>{label}</label>
      <textarea
        {...area}
        id={id}
        className={styles['input']}
        aria-invalid={error ? true : undefined}
        aria-describedby={described || undefined}
      />
      {hint !== undefined && (
        <p id={`${id}-hint`} className={styles['hint']}>
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p id={`${id}-error`} className={styles['error']} role="alert">
          {error}
        </p>
      )}
    </div>
  )
}
