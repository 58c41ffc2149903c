/** A text with `{names}` in it, or one form per plural category; `{count}` decides which. */
export type Entry = string | { readonly one: string; readonly other: string }

const known = new Map<string, Entry>()

/**
 * Makes texts known to `t()`. Each file of `en/` does it when it is loaded: those of the core with the first page,
 * the others with the page that imports them.
 */
export function learn<const Texts extends Readonly<Record<string, Entry>>>(texts: Texts): Texts {
  for (const [key, text] of Object.entries(texts)) known.set(key, text)
  return texts
}

/** The text of a key; the key itself while its file is not loaded, which a test of the imports rules out. */
export function entryOf(key: string): Entry {
  return known.get(key) ?? key
}
