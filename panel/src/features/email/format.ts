/** A whole number that was typed; undefined for an empty field, the text where it is none, for the server to refuse. */
export function wholeIn(text: string): number | undefined {
  return text.trim() === '' ? undefined : Number(text)
}
