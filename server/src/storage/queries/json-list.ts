/** A list of texts in one column. */
export function jsonList(texts: readonly string[]): string {
  return JSON.stringify(texts)
}

/** An empty list may mean everywhere: what is no list is a fault and not an empty one. */
export function listOf(json: string): readonly string[] {
  const value: unknown = JSON.parse(json)
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value
  throw new Error('A column holds no list of texts.')
}
