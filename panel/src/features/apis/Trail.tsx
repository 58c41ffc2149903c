import { Link } from '@tanstack/react-router'
import { t } from '../../lib/messages/index.ts'
import styles from './Trail.module.css'

interface Props {
  /** The API that the page belongs to; on its own page it is left out. */
  readonly api?: { readonly id: string; readonly title: string }
}

/** The way back up. */
export function Trail({ api }: Props) {
  return (
    <nav className={styles['trail']} aria-label={t('apis.trail')}>
      <Link to="/apis">{t('area.apis')}</Link>
      {api && (
        <Link to="/apis/$api" params={{ api: api.id }}>
          {api.title}
        </Link>
      )}
    </nav>
  )
}
