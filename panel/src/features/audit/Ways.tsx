import { t } from '../../lib/messages/index.ts'
import { Button } from '../../ui/Button.tsx'
import styles from './AuditPage.module.css'
import type { AskedFilter } from './filter.ts'
import { SavedViews } from './SavedViews.tsx'

interface Props {
  readonly filter: AskedFilter
  readonly following: boolean
  readonly onFollow: (follow: boolean) => void
  readonly onLook: (filter: AskedFilter) => void
}

/** How the entries are shown, whether new ones come by themselves, and what was looked for before. */
export function Ways({ filter, following, onFollow, onLook }: Props) {
  const isTable = filter.view === 'table'
  return (
    <div className={styles['ways']}>
      <SavedViews filter={filter} onLook={onLook} />
      <div className={styles['way']}>
        <Button aria-pressed={following} onClick={() => onFollow(!following)}>
          {t('audit.follow')}
        </Button>
        <Button aria-pressed={isTable} onClick={() => onLook({ ...filter, view: isTable ? '' : 'table' })}>
          {t('audit.asTable')}
        </Button>
      </div>
    </div>
  )
}
