import '../ui/tokens.css'
import '../ui/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { loadLanguage } from '../lib/language.ts'
import { loadDialogs } from '../ui/Dialog.tsx'
import { loadAccountMenu } from './AccountButton.tsx'
import { App } from './App.tsx'
import { router } from './router.tsx'

/** The first page is drawn by then. */
const OPENS_LATER_MS = 2_000

// The file of the page comes while the session is asked.
void router.load()

// What opens over a page is there when it is asked for, also without a network. Lost before, it is fetched then.
setTimeout(() => Promise.allSettled([loadDialogs(), loadAccountMenu()]), OPENS_LATER_MS)

// Without a network for its texts the panel speaks English.
void Promise.allSettled([loadLanguage()]).then(draw)

function draw(): void {
  const root = document.getElementById('root')
  if (!root) return
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}
