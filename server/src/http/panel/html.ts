import { escapeMarkup } from '../../lib/markup.ts'

/** Markup that is safe to send. Only the tag below makes it. */
export class Html {
  readonly #text: string

  constructor(parts: readonly string[], values: readonly Insert[]) {
    this.#text = parts.map((part, at) => part + insert(values[at])).join('')
  }

  toString(): string {
    return this.#text
  }
}

export type Insert = Html | readonly Html[] | string | number | null | undefined | false

/** Builds markup; what is put in is escaped unless it is markup itself. Nothing comes of null and false. */
export function html(parts: TemplateStringsArray, ...values: readonly Insert[]): Html {
  return new Html(parts, values)
}

function insert(value: Insert): string {
  if (value === null || value === undefined || value === false) return ''
  if (value instanceof Html) return value.toString()
  if (typeof value === 'string' || typeof value === 'number') return escapeMarkup(String(value))
  return value.map(String).join('')
}
