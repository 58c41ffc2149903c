import { useEffect, useState } from 'react'
import { announce } from '../lib/announce.ts'
import { copyText } from '../lib/clipboard.ts'
import { t } from '../lib/messages/index.ts'
import { Button, type ButtonKind } from './Button.tsx'
import { Hidden } from './Hidden.tsx'
import { Icon } from './Icon.tsx'

const COPIED_MS = 2000

interface Props {
  /** What is copied, for people who do not see what the button stands beside. */
  readonly name: string
  readonly text: string
  readonly kind?: ButtonKind
  /** Called where the browser has no clipboard; the caller then selects the text. */
  readonly onRefused?: () => void
}

export function CopyButton({ name, text, kind = 'quiet', onRefused }: Props) {
  const [copied, markCopied] = useCopied()
  const copy = async () => {
    if (await copyText(text)) markCopied(name)
    else onRefused?.()
  }
  return (
    <Button kind={kind} onClick={copy}>
      <CopyLabel copied={copied} name={name} />
    </Button>
  )
}

/** "Copy", and "Copied" for two seconds after it worked. */
export function CopyLabel({ copied, name }: { readonly copied: boolean; readonly name: string }) {
  return (
    <>
      <Icon name={copied ? 'check' : 'copy'} />
      {copied ? t('action.copied') : t('action.copy')} <Hidden>{name}</Hidden>
    </>
  )
}

export function useCopied(): readonly [boolean, (name: string) => void] {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), COPIED_MS)
    return () => clearTimeout(timer)
  }, [copied])
  const mark = (name: string) => {
    setCopied(true)
    announce(t('announce.copied', { name }))
  }
  return [copied, mark]
}
