import { useId, useState } from 'react'
import { t } from '../lib/messages/index.ts'
import { Button } from './Button.tsx'
import { CodeSnippet } from './CodeSnippet.tsx'
import { Hidden } from './Hidden.tsx'
import { Icon } from './Icon.tsx'
import styles from './ShowAsCode.module.css'
import type { Snippet } from './snippet.ts'

interface Props {
  /** The act, as the object of "Show … as code". */
  readonly name: string
  readonly note?: string
  /** Instead of the usual words, where they would stand twice below each other. */
  readonly label?: string
  readonly snippets: readonly Snippet[]
}

/** How a program does what this page does. */
export function ShowAsCode({ name, note, label = t('action.showAsCode'), snippets }: Props) {
  const [open, setOpen] = useState(false)
  const id = useId()
  return (
    <div className={styles['box']}>
      <Button kind="quiet" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        <Icon name="code" />
        {label}
        <Hidden>{name}</Hidden>
      </Button>
      <div id={id} hidden={!open} className={styles['inside']}>
        {open && (
          <>
            {note !== undefined && <p>{note}</p>}
            <CodeSnippet name={name} snippets={snippets} />
          </>
        )}
      </div>
    </div>
  )
}
