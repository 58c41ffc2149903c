import { lazy, Suspense, useState } from 'react'
import { t } from '../lib/messages/index.ts'
import { Icon } from '../ui/Icon.tsx'
import styles from './Shell.module.css'

const AreasDrawer = lazy(() => import('./AreasDrawer.tsx'))

/** Opens the areas on a small screen; the drawer is fetched when it is first asked for. */
export function AreasButton() {
  const [state, setState] = useState<'new' | 'open' | 'closed'>('new')
  return (
    <>
      <button
        type="button"
        className={styles['areasButton']}
        aria-haspopup="dialog"
        aria-label={t('shell.areas')}
        onClick={() => setState('open')}
      >
        <Icon name="menu" />
      </button>
      {state !== 'new' && (
        <Suspense>
          <AreasDrawer open={state === 'open'} onClose={() => setState('closed')} />
        </Suspense>
      )}
    </>
  )
}
