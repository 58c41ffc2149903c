import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import styles from './TabLinks.module.css'

interface Props {
  readonly name: string
  readonly tabs: readonly { readonly label: string; readonly to: string; readonly current: boolean }[]
}

/** Parts of one page, each with an address. */
export function TabLinks({ name, tabs }: Props) {
  const nav = useRef<HTMLElement>(null)
  const current = tabs.find((tab) => tab.current)?.to
  // On a phone not all of them fit.
  useEffect(() => {
    if (current === undefined) return
    nav.current?.querySelector('[aria-current]')?.scrollIntoView({ inline: 'nearest', block: 'nearest' })
  }, [current])
  return (
    <nav ref={nav} className={styles['tabs']} aria-label={name}>
      {tabs.map(({ label, to, current: isCurrent }) => (
        <Link
          key={to}
          to={to}
          replace
          resetScroll={false}
          aria-current={isCurrent ? 'page' : undefined}
          activeProps={{}}
          activeOptions={{ exact: true }}
        >
          {label}
        </Link>
      ))}
    </nav>
  )
}
