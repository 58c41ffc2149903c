import { t } from '../../../lib/messages/index.ts'
import styles from '../../../ui/Bulk.module.css'
import { Button } from '../../../ui/Button.tsx'
import { Hidden } from '../../../ui/Hidden.tsx'
import type { useGather } from './useGather.ts'

interface Props {
  readonly total: number
  readonly gather: ReturnType<typeof useGather>
}

/** Chooses all that the filter finds, not only what is shown. They are looked up page after page. */
export function Everybody({ total, gather }: Props) {
  if (!gather.busy) {
    return (
      <Button kind="quiet" onClick={gather.run}>
        {t('bulk.chooseAll', { total })}
      </Button>
    )
  }
  return (
    <span className={styles['gathering']}>
      <span aria-hidden="true">{t('bulk.gathering', { done: gather.count, total })}</span>
      <Button kind="quiet" onClick={gather.stop}>
        {t('bulk.stop')} <Hidden>{t('bulk.gatheringName')}</Hidden>
      </Button>
    </span>
  )
}
