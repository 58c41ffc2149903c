import { useState } from 'react'
import { announce } from '../../lib/announce.ts'
import { t } from '../../lib/messages/index.ts'
import { isSignedOut, useSessionIfAny } from '../../lib/session.ts'
import { signatureFor, stampAt } from '../../lib/signature.ts'
import type { Operation } from './operations.ts'
import { rememberSent } from './remembered.ts'
import { requestOf, variablesOf } from './request.ts'
import { filledRequest, KeyRefused, type Request, type Response, send, tokenFor } from './send.ts'
import type { FieldsState } from './useFields.ts'
import { valueLabel } from './valueLabel.ts'

/** Who asks: the panel's session, an API key, or a token. */
export type Proof = 'session' | 'key' | 'token'

/** What may be shown of what was typed. The others stay as `$NAME` wherever a request is drawn. */
const SHOWN = ['KEYWARD_USERNAME', 'KEYWARD_USER_KEY']

export interface Try {
  readonly proofs: readonly Proof[]
  readonly proof: Proof
  readonly choose: (proof: Proof) => void
  /** What is still to be typed in, by the name of its variable. */
  readonly needs: readonly string[]
  readonly values: Readonly<Record<string, string>>
  readonly setValue: (name: string, value: string) => void
  readonly built: Request | null
  readonly answer: Response | null
  readonly error: string | null
  readonly busy: boolean
  readonly build: () => void
  readonly send: () => Promise<void>
}

/** Fills in a request and sends it. What is typed lives as long as the page is shown, and nowhere else. */
export function useTry(api: string, operation: Operation, fields: FieldsState): Try {
  const session = useSessionIfAny()
  // Who is not signed in sees what a program would send.
  const proofs = proofsOf(operation).filter((one) => one !== 'session' || !isSignedOut())
  const [proof, choose] = useState<Proof>(proofs[0] ?? 'key')
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({})
  const [state, setState] = useState<Pick<Try, 'built' | 'answer' | 'error' | 'busy'>>(NOTHING)
  const values: Try['values'] = { KEYWARD_USERNAME: session?.user.name ?? '', ...typed }
  const template = requestOf(operation, fields.filled, proof !== 'session')
  const variables = variablesOf(template)
  const made = MADE.find((one) => proof === 'key' && variables.includes(one.variable))
  const needs = made
    ? [...new Set([...made.from, ...variables.filter((name) => name !== made.variable)])]
    : variables
  const shown = Object.fromEntries(SHOWN.map((name) => [name, values[name] || `$${name}`]))
  const built = () => filledRequest(template, shown)

  const perform = async () => {
    const missing = needs.filter((name) => !values[name])
    if (missing.length > 0) {
      return setState({ ...NOTHING, error: t('apis.missing', { names: missing.map(valueLabel).join(', ') }) })
    }
    setState({ ...NOTHING, built: built(), busy: true })
    try {
      const proven = made ? { ...values, [made.variable]: await made.make(values) } : values
      const request = filledRequest(template, proven)
      const answer = await send(request, proof === 'session' && session ? session : null)
      const { status, milliseconds } = answer
      const { id, method, path } = operation
      const at = new Date().toISOString()
      rememberSent({ at, api, operation: id, method, path, status, milliseconds })
      setState({ ...NOTHING, built: built(), answer })
      announce(t('apis.answered', { status: String(status) }))
    } catch (error) {
      setState({ ...NOTHING, built: built(), error: failureText(error) })
    }
  }
  return {
    ...{ proofs, proof, choose, needs, values, ...state },
    setValue: (name, value) => setTyped({ ...typed, [name]: value }),
    build: () => setState({ ...NOTHING, built: built() }),
    send: perform,
  }
}

const NOTHING = { built: null, answer: null, error: null, busy: false }

function proofsOf({ takesSession, proofs }: Operation): readonly Proof[] {
  if (proofs.length === 0) return takesSession ? ['session'] : []
  const [{ type, name } = { type: 'http' }] = proofs
  const takesToken = type === 'apiKey' && name === 'X-Auth-Token'
  return [...(takesSession ? (['session'] as const) : []), 'key', ...(takesToken ? (['token'] as const) : [])]
}

/** What is made of what people have: a token of a key and its user's name, a signature of a key pair. */
interface Made {
  readonly variable: string
  readonly from: readonly string[]
  readonly make: (values: Try['values']) => Promise<string>
}

const MADE: readonly Made[] = [
  {
    variable: 'KEYWARD_TOKEN',
    from: ['KEYWARD_USERNAME', 'KEYWARD_KEY'],
    make: (values) => tokenFor(values['KEYWARD_USERNAME'] ?? '', values['KEYWARD_KEY'] ?? ''),
  },
  {
    variable: 'KEYWARD_SIGNATURE',
    from: ['KEYWARD_USER_KEY', 'KEYWARD_SECRET_KEY'],
    make: (values) => {
      const pair = {
        userKey: values['KEYWARD_USER_KEY'] ?? '',
        secretKey: values['KEYWARD_SECRET_KEY'] ?? '',
      }
      // The browser sends its own name, which is a part of what is signed.
      return signatureFor(pair, navigator.userAgent, stampAt(new Date()))
    },
  },
]

function failureText(error: unknown): string {
  if (error instanceof KeyRefused) return t('apis.keyRefused', { status: String(error.status) })
  return t('error.network')
}
