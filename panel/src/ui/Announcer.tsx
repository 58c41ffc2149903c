import { announcement } from '../lib/announce.ts'
import { useSignal } from '../lib/signal.ts'
import { Hidden } from './Hidden.tsx'

/** The one polite live region. A no-break space more or less makes a repeated text count as new. */
export function Announcer() {
  const { text, number } = useSignal(announcement)
  return (
    <div role="status" aria-live="polite">
      <Hidden>
        {text}
        {number % 2 === 0 ? '' : '\u00a0'}
      </Hidden>
    </div>
  )
}
