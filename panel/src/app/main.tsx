import '../ui/tokens.css'
import '../ui/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
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

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}
