/** A text with `{names}` in it, or one form per plural category; `{count}` decides which. */
export type Entry = string | { readonly one: string; readonly other: string }

/** The first is what the panel is written in, and speaks where a text of another language is missing. */
export const LANGUAGES = ['en', 'de'] as const
export type Language = (typeof LANGUAGES)[number]

const known = new Map<string, Entry>()
let other: Other | undefined

interface Other {
  readonly language: Language
  readonly texts: ReadonlyMap<string, Entry>
  readonly ofServer: (text: string) => string
}

/**
 * Makes texts known to `t()`. Each file of `en/` does it when it is loaded: those of the core with the first page,
 * the others with the page that imports them.
 */
export function learn<const Texts extends Readonly<Record<string, Entry>>>(texts: Texts): Texts {
  for (const [key, text] of Object.entries(texts)) known.set(key, text)
  return texts
}

/** From now on `t()` answers in this language. Before the first page is drawn: what is on the screen stays as it is. */
export function speak(
  language: Language,
  texts: Readonly<Record<string, Entry>>,
  ofServer = (text: string) => text,
): void {
  other = { language, texts: new Map(Object.entries(texts)), ofServer }
}

export const spoken = (): Language => other?.language ?? 'en'

/** The text of a key; the key itself while its file is not loaded, which a test of the imports rules out. */
export function entryOf(key: string): Entry {
  return other?.texts.get(key) ?? known.get(key) ?? key
}

/** What the server said in English words of its own, as far as the language spoken has others for it. */
export const inOurWords = (text: string): string => other?.ofServer(text) ?? text
