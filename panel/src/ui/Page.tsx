import { type ReactNode, useEffect, useRef } from 'react'
import { announce } from '../lib/announce.ts'
import { t } from '../lib/messages/index.ts'
import styles from './Page.module.css'

let pagesSeen = 0

interface Props {
  readonly title: string
  readonly lead?: ReactNode
  /** The way back up, above the title. */
  readonly trail?: ReactNode
  /** Stands beside the title. */
  readonly aside?: ReactNode
  readonly children: ReactNode
}

/** The frame of a page. Names the document; after a change of page it takes the focus and says its name. */
export function Page({ title, lead, trail, aside, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = t('page.documentTitle', { title })
    pagesSeen += 1
    if (pagesSeen === 1) return
    heading.current?.focus({ preventScroll: true })
    announce(title)
  }, [title])
  return (
    <div className={styles['page']}>
      {trail}
      <div className={styles['head']}>
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead !== undefined && <p className={styles['lead']}>{lead}</p>}
        </div>
        {aside}
      </div>
      {children}
    </div>
  )
}
