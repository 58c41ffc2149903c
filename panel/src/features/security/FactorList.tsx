import type { ReactNode } from 'react'
import { t } from '../../lib/messages/index.ts'
import { Button } from '../../ui/Button.tsx'
import { Hidden } from '../../ui/Hidden.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import styles from './Security.module.css'

/** Factors of one kind, oldest first. */
export function FactorList({ children }: { readonly children: ReactNode }) {
  return <ul className={styles['list']}>{children}</ul>
}

interface FactorProps {
  readonly name: string
  readonly addedAt: string
  /** Null when it was never used; undefined where nobody knows. */
  readonly lastUsedAt?: string | null
  readonly note?: string | undefined
  readonly onRename?: () => void
  /** Missing for the last one of somebody who must have one. */
  readonly onRemove?: (() => void) | undefined
}

export function Factor({ name, addedAt, lastUsedAt, note, onRename, onRemove }: FactorProps) {
  return (
    <li className={styles['factor']}>
      <div className={styles['facts']}>
        <span className={styles['name']}>{name}</span>
        <span className={styles['muted']}>
          {t('security.added')} <RelativeTime at={addedAt} />
          <LastUse at={lastUsedAt} />
        </span>
        {note !== undefined && <span className={styles['muted']}>{note}</span>}
      </div>
      <div className={styles['acts']}>
        {onRename && (
          <Button kind="quiet" onClick={onRename}>
            <Icon name="pencil" />
            {t('security.rename')} <Hidden>{name}</Hidden>
          </Button>
        )}
        {onRemove && (
          <Button kind="quiet" onClick={onRemove}>
            <Icon name="cross" />
            {t('security.remove')} <Hidden>{name}</Hidden>
          </Button>
        )}
      </div>
    </li>
  )
}

function LastUse({ at }: { readonly at: string | null | undefined }) {
  if (at === undefined) return null
  if (at === null) return <>, {t('security.neverUsed')}</>
  return (
    <>
      , {t('security.lastUsed')} <RelativeTime at={at} />
    </>
  )
}
