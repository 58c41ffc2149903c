import type { ComponentProps } from 'react'
import styles from './Button.module.css'

export type ButtonKind = 'primary' | 'danger' | 'plain' | 'quiet'

interface Props extends ComponentProps<'button'> {
  readonly kind?: ButtonKind
  /** The act is under way: the button stays in place, keeps the focus and does nothing more. */
  readonly busy?: boolean
}

export function Button({ kind = 'plain', busy = false, className, onClick, disabled, ...rest }: Props) {
  return (
    <button
      type="button"
      {...rest}
      className={`${buttonClass(kind)} ${className ?? ''}`}
      aria-disabled={busy || disabled || undefined}
      data-busy={busy || undefined}
      onClick={busy || disabled ? (event) => event.preventDefault() : onClick}
    />
  )
}

/** For links that look like buttons. */
export function buttonClass(kind: ButtonKind): string {
  return `${styles['button']} ${styles[kind]}`
}
