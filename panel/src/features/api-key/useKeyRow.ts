import type { RevealedKey } from '@keyward/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { announce } from '../../lib/announce.ts'
import { copyText, selectContents } from '../../lib/clipboard.ts'
import { t } from '../../lib/messages/index.ts'
import { useAct } from '../../lib/useAct.ts'
import { useFocusWhenDrawn } from '../../lib/useFocusWhenDrawn.ts'
import { useShownKey } from '../../lib/useShownKey.ts'
import { useCopied } from '../../ui/CopyButton.tsx'
import { useKeyActs } from './useKeyActs.ts'

/** A key that was made on this page. */
export interface FreshKey {
  /** It has been copied or downloaded. */
  readonly saved: boolean
  /** There was none before. */
  readonly first: boolean
}

/** What a person can do in the row, and what has been done since the page was opened. */
export function useKeyRow() {
  const acts = useKeyActs()
  const queries = useQueryClient()
  const shown = useShownKey()
  const code = useRef<HTMLElement>(null)
  const fallback = useCopyByHand(shown.value, code)
  const focusKey = useFocusWhenDrawn(code)
  const [copied, markCopied] = useCopied()
  const [fresh, setFresh] = useState<FreshKey | null>(null)
  const markSaved = () => setFresh((state) => state && { ...state, saved: true })

  const show = useAct(async () => {
    shown.show(await acts.reveal('stepUp.show'))
    announce(t('key.shown'))
  })
  const copy = useAct(async () => {
    const value = shown.value ?? (await acts.reveal('stepUp.copy'))
    if (await copyText(value)) markCopied(t('key.label'))
    else fallback.ask(() => shown.show(value))
    markSaved()
  })
  const create = useAct(async () => {
    const key = await acts.create()
    if (key.shownOnce) {
      shown.showLasting(key.apiKey)
      setFresh({ saved: false, first: true })
    } else shown.show(key.apiKey)
    announce(t('key.created'))
  })
  const afterReset = (key: RevealedKey) => {
    acts.remember(key)
    if (key.shownOnce) shown.showLasting(key.apiKey)
    else shown.show(key.apiKey)
    setFresh({ saved: false, first: false })
    focusKey()
    announce(t('result.announce'))
    void queries.invalidateQueries({ queryKey: ['reconnect'] })
  }
  /** The value for a file: what is on the screen, or asked for again. */
  const value = async () => shown.value ?? (await acts.reveal('stepUp.download'))
  const dismiss = () => {
    setFresh(null)
    // Whoever is done with a key that is shown once has taken it along, or has said that they need not.
    if (shown.lasting) shown.hide()
  }
  return {
    shown,
    code,
    show,
    copy,
    copied,
    byHand: fallback.asked,
    create,
    afterReset,
    fresh,
    markSaved,
    dismiss,
    value,
  }
}

export type KeyRow = ReturnType<typeof useKeyRow>

/** Without a clipboard the key is shown and selected, and the person presses the keys. */
function useCopyByHand(value: string | null, code: React.RefObject<HTMLElement | null>) {
  const [asked, setAsked] = useState(false)
  useEffect(() => {
    if (value === null) setAsked(false)
    else if (asked && code.current) selectContents(code.current)
  }, [asked, value, code])
  const ask = (showValue: () => void) => {
    showValue()
    setAsked(true)
  }
  return { asked, ask }
}
