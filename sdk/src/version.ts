import type { Call } from './transport.ts'

/** What was read for editing, with the name of its state. */
export interface Versioned {
  /** Another one after each edit (the `ETag` of the answer). */
  readonly version: string
}

/** What is to be changed; with the `version` that was read, only when nobody changed it since. */
export type Edit<Change> = Change & Partial<Versioned>

/** The body of an edit, and its condition. */
export function editCall<Change extends object>({ version, ...body }: Edit<Change>): Call {
  return version === undefined ? { body } : { body, headers: { 'if-match': version } }
}
