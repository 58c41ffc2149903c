import { useRouter } from '@tanstack/react-router'
import { useCallback, useEffect, useState } from 'react'

const SHOWN_FOR_MS = 60_000
/** A tab left in the background for this long hides the key. */
const HIDDEN_TAB_MS = 10_000
const TICK_MS = 250

interface Shown {
  readonly value: string
  /** When it hides itself; null after "Keep showing". */
  readonly untilMs: number | null
  /** It cannot be shown again: it stays until the page is left. */
  readonly lasting: boolean
}

export interface ShownKey {
  readonly value: string | null
  /** Whole seconds left; null when it does not hide by the clock. */
  readonly secondsLeft: number | null
  /** True for a value that cannot be shown again. */
  readonly lasting: boolean
  readonly show: (value: string) => void
  readonly showLasting: (value: string) => void
  readonly keep: () => void
  readonly hide: () => void
}

/**
 * Holds the value of the key while it is on the screen and drops it when it is hidden, when the page is
 * left, after a minute, or when the tab stays in the background. What cannot be shown again stays until the page is
 * left. It is kept nowhere else.
 */
export function useShownKey(): ShownKey {
  const [shown, setShown] = useState<Shown | null>(null)
  const hide = useCallback(() => setShown(null), [])
  const secondsLeft = useCountdown(shown, hide)
  useHideWhenLeft(shown !== null, shown?.lasting ?? false, hide)
  return {
    value: shown?.value ?? null,
    secondsLeft,
    lasting: shown?.lasting ?? false,
    show: (value) => setShown({ value, untilMs: Date.now() + SHOWN_FOR_MS, lasting: false }),
    showLasting: (value) => setShown({ value, untilMs: null, lasting: true }),
    keep: () => setShown(shown && { ...shown, untilMs: null }),
    hide,
  }
}

function useCountdown(shown: Shown | null, hide: () => void): number | null {
  const [now, setNow] = useState(() => Date.now())
  const untilMs = shown?.untilMs ?? null
  useEffect(() => {
    if (untilMs === null) return
    const tick = () => {
      setNow(Date.now())
      if (Date.now() >= untilMs) hide()
    }
    tick()
    const timer = setInterval(tick, TICK_MS)
    return () => clearInterval(timer)
  }, [untilMs, hide])
  return untilMs === null
    ? null
    : Math.min(SHOWN_FOR_MS / 1000, Math.max(0, Math.ceil((untilMs - now) / 1000)))
}

function useHideWhenLeft(active: boolean, lasting: boolean, hide: () => void): void {
  const router = useRouter()
  useEffect(() => {
    if (!active) return
    // The page may stay on the screen while the next one is still loading.
    const stopWatching = router.subscribe('onBeforeNavigate', hide)
    let timer: ReturnType<typeof setTimeout> | undefined
    const onVisibility = () => {
      clearTimeout(timer)
      if (document.visibilityState === 'hidden' && !lasting) timer = setTimeout(hide, HIDDEN_TAB_MS)
    }
    document.addEventListener('visibilitychange', onVisibility)
    window.addEventListener('pagehide', hide)
    return () => {
      stopWatching()
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', onVisibility)
      window.removeEventListener('pagehide', hide)
    }
  }, [active, lasting, hide, router])
}
