import { useId, useState } from 'react'
import { t } from '../../lib/messages/index.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { ShowAsCode } from '../../ui/ShowAsCode.tsx'
import { Downloads } from './Downloads.tsx'
import styles from './SetUp.module.css'
import { showSnippets } from './snippets.ts'
import { useKeySubject } from './subject.ts'
import { TestKey } from './TestKey.tsx'
import type { KeyRow } from './useKeyRow.ts'

/** How a program gets at the key: as a file, or by code; and whether it opens everything. */
export function SetUp({ row }: { readonly row: KeyRow }) {
  const [open, setOpen] = useState(false)
  const id = useId()
  const subject = useKeySubject()
  return (
    <div className={styles['setUp']}>
      {row.fresh === null && (
        <div>
          <Button kind="quiet" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
            <Icon name="download" />
            {t('key.howToUse')}
          </Button>
          <div id={id} hidden={!open} className={styles['inside']}>
            <p>{t('key.howToUseText')}</p>
            <Downloads row={row} />
          </div>
        </div>
      )}
      <ShowAsCode
        name={t('code.showName')}
        note={t('code.showNote')}
        snippets={showSnippets({
          origin: window.location.origin,
          username: subject.name,
          userId: subject.userId,
        })}
      />
      <TestKey />
    </div>
  )
}
