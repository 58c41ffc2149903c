import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { t } from '../../lib/messages/index.ts'
import { useUser } from '../../lib/session.ts'
import { readStored, store } from '../../lib/storage.ts'
import { Button } from '../../ui/Button.tsx'
import { Hidden } from '../../ui/Hidden.tsx'
import { Icon } from '../../ui/Icon.tsx'
import styles from './NextStop.module.css'

/** Where the tour goes on after the key. Once sent away it stays away, for this person in this browser. */
export function NextStop() {
  const name = `tour.usage.${useUser().id}`
  const [dismissed, setDismissed] = useState(() => readStored(name) === 'dismissed')
  if (dismissed) return null
  const dismiss = () => {
    store(name, 'dismissed')
    setDismissed(true)
  }
  return (
    <div className={styles['next']}>
      <Link to="/usage">
        {t('tour.usage')}
        <Icon name="arrow" />
      </Link>
      <Button kind="quiet" onClick={dismiss}>
        <Icon name="cross" />
        <Hidden>{t('tour.dismiss')}</Hidden>
      </Button>
    </div>
  )
}
