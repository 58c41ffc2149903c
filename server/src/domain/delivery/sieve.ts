import { sha256Hex } from '../../lib/sha256.ts'

/** A Sieve script (RFC 5228). */
export interface SieveScript {
  /** Another one for another text: a compiled copy is kept by it. */
  readonly id: string
  readonly text: string
}

export function sieveScript(text: string): SieveScript {
  return { id: sha256Hex(text), text }
}

/** RFC 5228, 2.4.2: a quoted string may have line breaks. */
export function quoted(text: string): string {
  const lines = text.replaceAll(/\r\n|\r|\n/g, '\r\n').replaceAll('\0', '')
  return `"${lines.replaceAll(/["\\]/g, '\\$&')}"`
}

export function quotedList(texts: readonly string[]): string {
  return `[${texts.map(quoted).join(', ')}]`
}
