import { type ReactNode, useId } from 'react'
import styles from './ChoiceList.module.css'
import group from './group.module.css'

interface Option<Value extends string> {
  readonly value: Value
  readonly label: string
  /** What choosing it means. */
  readonly text: ReactNode
  readonly chosen: boolean
  /** It is as it is; `text` says why. */
  readonly fixed?: boolean
}

interface Props<Value extends string> {
  readonly legend: string
  readonly hint?: string | undefined
  /** One of them, or any of them. */
  readonly kind: 'radio' | 'checkbox'
  readonly options: readonly Option<Value>[]
  readonly onChange: (value: Value, chosen: boolean) => void
}

/** Choices that need a sentence each, one row for each. */
export function ChoiceList<Value extends string>({ legend, hint, kind, options, onChange }: Props<Value>) {
  const id = useId()
  return (
    <fieldset className={group['group']} aria-describedby={hint === undefined ? undefined : `${id}-hint`}>
      <legend>{legend}</legend>
      <div className={styles['options']}>
        {options.map(({ value, label, text, chosen, fixed = false }) => (
          <label key={value} className={styles['option']} data-fixed={fixed || undefined}>
            <input
              type={kind}
              name={id}
              value={value}
              checked={chosen}
              disabled={fixed}
              aria-describedby={`${id}-${value}`}
              onChange={(event) => onChange(value, event.currentTarget.checked)}
            />
            <span className={styles['words']}>
              <span>{label}</span>
              <span id={`${id}-${value}`} className={styles['text']}>
                {text}
              </span>
            </span>
          </label>
        ))}
      </div>
      {hint !== undefined && (
        <p id={`${id}-hint`} className={styles['text']}>
          {hint}
        </p>
      )}
    </fieldset>
  )
}
