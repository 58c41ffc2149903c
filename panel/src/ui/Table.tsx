import type { ReactNode } from 'react'
import styles from './Table.module.css'

interface Props {
  readonly caption: string
  readonly columns: readonly { readonly name: string; readonly numeric?: boolean }[]
  /** On a phone each row becomes a card of lines, so that nothing has to be scrolled to. */
  readonly cards?: boolean
  /** The rows: `tr` with a `th scope="row"` first. */
  readonly children: ReactNode
}

/** A real table. When it is too wide it scrolls by itself and the page does not. */
export function Table({ caption, columns, cards = false, children }: Props) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for questions, this is a part that scrolls
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div className={styles['scroll']} role="group" aria-label={caption} tabIndex={0}>
      <table className={`${styles['table']} ${cards ? styles['cards'] : ''}`}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ name, numeric }) => (
              <th key={name} scope="col" data-numeric={numeric || undefined}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  )
}
