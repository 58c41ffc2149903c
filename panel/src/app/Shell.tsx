import { Link, Outlet, useLocation } from '@tanstack/react-router'
import { Suspense, useEffect, useRef } from 'react'
import { loginPath } from '../features/session/loginPath.ts'
import { SessionBanner } from '../features/session/SessionBanner.tsx'
import { t } from '../lib/messages/index.ts'
import { isSignedOut, useSessionIfAny } from '../lib/session.ts'
import { buttonClass } from '../ui/Button.tsx'
import { Loading } from '../ui/Loading.tsx'
import { Logo } from '../ui/Logo.tsx'
import { AccountButton } from './AccountButton.tsx'
import { areasFor } from './areas.ts'
import styles from './Shell.module.css'
import { ShortcutsDialog } from './ShortcutsDialog.tsx'
import { useShortcuts } from './useShortcuts.ts'

export function Shell() {
  const shortcuts = useShortcuts()
  return (
    <div className={styles['shell']}>
      <a className={styles['skip']} href="#content">
        {t('shell.skip')}
      </a>
      <Header onShortcuts={shortcuts.openHelp} />
      {!isSignedOut() && <SessionBanner />}
      <main id="content" className={styles['main']} tabIndex={-1}>
        <Suspense fallback={<Loading lines={6} />}>
          <Outlet />
        </Suspense>
      </main>
      <footer className={styles['footer']}>{t('shell.version', { version: __VERSION__ })}</footer>
      <ShortcutsDialog open={shortcuts.helpOpen} onClose={shortcuts.closeHelp} />
    </div>
  )
}

function Header({ onShortcuts }: { readonly onShortcuts: () => void }) {
  return (
    <header className={styles['header']}>
      <div className={styles['bar']}>
        <Link to="/" className={styles['brand']}>
          <Logo />
          {t('product.name')}
        </Link>
        <Areas />
        {isSignedOut() ? <LogIn /> : <AccountButton onShortcuts={onShortcuts} />}
      </div>
    </header>
  )
}

function Areas() {
  const user = useSessionIfAny()?.user
  const { pathname } = useLocation()
  const bar = useRef<HTMLElement>(null)
  const areas = areasFor(user, 'bar')
  // On a phone the bar is longer than the screen: where one is must be seen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: which link is the current one follows from both
  useEffect(() => {
    bar.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [pathname, areas.length])
  return (
    <nav className={styles['areas']} aria-label={t('shell.areas')} ref={bar}>
      {areas.map(({ path, name }) => (
        <Link
          key={path}
          to={path}
          className={styles['area']}
          activeOptions={{ exact: path === '/', includeSearch: false }}
        >
          {t(name)}
        </Link>
      ))}
    </nav>
  )
}

/** Comes back to where the person is when it is pressed. */
function LogIn() {
  return (
    <a
      className={buttonClass('plain')}
      href="/login"
      onClick={(event) => event.currentTarget.setAttribute('href', loginPath())}
    >
      {t('shell.logIn')}
    </a>
  )
}
