import assert from 'node:assert/strict'
import {
  BAD_FORMS,
  BAD_JSON,
  BAD_XML,
  type BadInput,
  NOT_AS_JSON,
  STRANGE_JSON,
  XML_WANTED,
} from './bad-input.ts'
import { declaredStatuses } from './declared.ts'
import {
  asEmailFault,
  asFault,
  asKeystoneError,
  asOAuthError,
  asPage,
  asProblem,
  asText,
  asVerdict,
  type RefusalForm,
} from './forms-of-refusal.ts'

/** What a sweep must know of a protocol; one without an entry here fails. */
export interface Protocol {
  readonly form: RefusalForm
  /** The statuses that a route may give at all, where that is written down. */
  readonly declared?: (method: string, address: string) => readonly number[]
  /** Answers nothing but 401 and 403, whatever is wrong, whatever the method and however broken. */
  readonly isVerdict?: boolean
  /** What every route refuses, besides bad headers. */
  readonly anywhere: readonly BadInput[]
  /** What every route refuses that takes a body. */
  readonly inBody: readonly BadInput[]
  /** Methods whose bodies are not looked at. */
  readonly ignoresBodyOf?: readonly string[]
  /** A caller who may do everything: what is refused is refused for the input. */
  own: readonly string[]
}

/** Repeated names are lists there, forms have some forty fields, unknown ones are ignored, and bodies have 256 KiB. */
const FINE_IN_EMAIL = [
  ...['a field twice', 'too many fields', 'JSON in place of a form'],
  ...['a field over 8 KiB', 'a text over 8 KiB', 'over 64 KiB'],
]

const PROTOCOLS: Readonly<Record<string, Protocol>> = {
  'identity-v1.0': { form: asText, anywhere: [], inBody: [], own: [] },
  'identity-v1.1': { form: asFault, anywhere: [], inBody: [...BAD_JSON, ...BAD_XML], own: [] },
  'identity-v2.0': {
    form: asFault,
    anywhere: [],
    inBody: [...BAD_JSON, ...NOT_AS_JSON, ...BAD_XML],
    own: [],
  },
  'forward-auth': { form: asVerdict, isVerdict: true, anywhere: [], inBody: [], own: [] },
  introspection: { form: asOAuthError, anywhere: [], inBody: [...BAD_JSON, ...BAD_FORMS], own: [] },
  'identity-v3': {
    form: asKeystoneError,
    anywhere: [XML_WANTED],
    inBody: [...BAD_JSON, ...NOT_AS_JSON],
    own: [],
  },
  email: {
    form: asEmailFault,
    anywhere: [],
    inBody: [...BAD_JSON, ...BAD_FORMS].filter(({ what }) => !FINE_IN_EMAIL.includes(what)),
    ignoresBodyOf: ['DELETE'],
    own: [],
  },
  native: {
    form: asProblem,
    declared: (method, address) => declaredStatuses(method, address.slice('/api/v1'.length)),
    anywhere: [XML_WANTED],
    inBody: [...BAD_JSON, ...NOT_AS_JSON, ...STRANGE_JSON],
    own: [],
  },
  health: { form: asProblem, anywhere: [], inBody: [], own: [] },
  panel: { form: asPage, anywhere: [], inBody: [...BAD_JSON, ...BAD_FORMS], own: [] },
}

/** Gives the sweep the headers of a caller who may do everything there. */
export function own(dialect: string, headers: readonly string[]): void {
  protocolOf(dialect).own = headers
}

export function protocolOf(dialect: string): Protocol {
  const protocol = PROTOCOLS[dialect]
  assert.ok(protocol, `the sweep does not know ${dialect}: give it a line in PROTOCOLS`)
  return protocol
}
