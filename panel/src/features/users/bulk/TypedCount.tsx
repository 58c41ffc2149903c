import type { RefObject } from 'react'
import { t } from '../../../lib/messages/index.ts'
import { TextField } from '../../../ui/TextField.tsx'

interface Props {
  readonly count: number
  readonly typed: {
    readonly field: RefObject<HTMLInputElement | null>
    readonly text: string
    readonly setText: (text: string) => void
    readonly wrong: boolean
  }
  readonly onEnter: () => void
}

/** So that nobody acts on thousands who meant a handful. */
export function TypedCount({ count, typed: { field, text, setText, wrong }, onEnter }: Props) {
  return (
    <TextField
      ref={field}
      label={t('bulk.type', { count })}
      inputMode="numeric"
      autoComplete="off"
      value={text}
      error={wrong ? t('bulk.typeFirst') : undefined}
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={(event) => event.key === 'Enter' && onEnter()}
    />
  )
}
