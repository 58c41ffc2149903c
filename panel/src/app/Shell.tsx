import { Link, Outlet } from '@tanstack/react-router'
import { Suspense } from 'react'
import { loginPath } from '../features/session/loginPath.ts'
import { SessionBanner } from '../features/session/SessionBanner.tsx'
import { t } from '../lib/messages/index.ts'
import { isSignedOut } from '../lib/session.ts'
import { useSignal } from '../lib/signal.ts'
import { utcTimes } from '../lib/timeZone.ts'
import { buttonClass } from '../ui/Button.tsx'
import { Loading } from '../ui/Loading.tsx'
import { Logo } from '../ui/Logo.tsx'
import { AccountButton } from './AccountButton.tsx'
import { AreaLinks } from './AreaLinks.tsx'
import { AreasButton } from './AreasButton.tsx'
import { paletteAsked } from './palette/asked.ts'
import { PaletteButton } from './palette/PaletteButton.tsx'
import { PaletteHost } from './palette/PaletteHost.tsx'
import styles from './Shell.module.css'
import { ShortcutsDialog } from './ShortcutsDialog.tsx'
import { useShortcuts } from './useShortcuts.ts'

export function Shell() {
  const shortcuts = useShortcuts()
  const utc = useSignal(utcTimes)
  return (
    <div className={styles['shell']}>
      <a className={styles['skip']} href="#content">
        {t('shell.skip')}
      </a>
      <Header onShortcuts={shortcuts.openHelp} />
      {!isSignedOut() && <SessionBanner />}
      <main id="content" className={styles['main']} tabIndex={-1}>
        <Suspense fallback={<Loading lines={6} />}>
          {/* Made anew where times are written another way. */}
          <Outlet key={String(utc)} />
        </Suspense>
      </main>
      <footer className={styles['footer']}>{t('shell.version', { version: __VERSION__ })}</footer>
      {!isSignedOut() && <PaletteHost />}
      <ShortcutsDialog open={shortcuts.helpOpen} onClose={shortcuts.closeHelp} />
    </div>
  )
}

function Header({ onShortcuts }: { readonly onShortcuts: () => void }) {
  return (
    <header className={styles['header']}>
      <div className={styles['bar']}>
        <AreasButton />
        <Link to="/" className={styles['brand']}>
          <Logo />
          <span className={styles['product']}>{t('product.name')}</span>
        </Link>
        <nav className={styles['areas']} aria-label={t('shell.areas')}>
          <AreaLinks className={styles['area']} />
        </nav>
        {!isSignedOut() && <PaletteButton onOpen={() => paletteAsked.set(true)} />}
        {isSignedOut() ? <LogIn /> : <AccountButton onShortcuts={onShortcuts} />}
      </div>
    </header>
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
