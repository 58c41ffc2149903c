import { useState } from 'react'
import { t } from '../../lib/messages/index.ts'
import { useSessionIfAny } from '../../lib/session.ts'
import type { Operation } from './operations.ts'
import type { Filled } from './request.ts'

export interface FieldsState {
  /** There is something to fill in. */
  readonly any: boolean
  readonly parameters: Readonly<Record<string, string>>
  readonly setParameter: (name: string, value: string) => void
  readonly bodyText: string
  readonly setBodyText: (text: string) => void
  /** The body is not JSON. */
  readonly bodyError: string | undefined
  readonly filled: Filled
}

/** What the reader puts into an operation; at first what its examples say, and who the reader is. */
export function useFields({ parameters, body }: Operation): FieldsState {
  const userId = useSessionIfAny()?.user.id ?? ''
  const [values, setValues] = useState<Readonly<Record<string, string>>>({})
  const [bodyText, setBodyText] = useState(body === undefined ? '' : JSON.stringify(body, null, 2))
  const all = Object.fromEntries(
    parameters.map(({ name, in: place, example }) => {
      const first =
        place === 'path' && name === 'userId' ? userId : typeof example === 'string' ? example : ''
      return [name, values[name] ?? first]
    }),
  )
  const parsed = body === undefined ? { value: undefined } : parse(bodyText)
  return {
    any: parameters.length > 0 || body !== undefined,
    parameters: all,
    setParameter: (name, value) => setValues({ ...values, [name]: value }),
    bodyText,
    setBodyText,
    bodyError: parsed === null ? t('apis.bodyNotJson') : undefined,
    filled: { parameters: all, body: parsed === null ? body : parsed.value },
  }
}

function parse(text: string): { readonly value: unknown } | null {
  if (text.trim() === '') return { value: undefined }
  try {
    return { value: JSON.parse(text) }
  } catch {
    return null
  }
}
