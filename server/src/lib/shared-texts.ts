/**
 * Gives equal texts as one and the same, so that many of them take the memory of one.
 * @param most texts remembered; when there are more it begins anew
 */
export function sharedTexts(most: number): (text: string) => string {
  const texts = new Map<string, string>()
  return (text) => {
    const known = texts.get(text)
    if (known !== undefined) return known
    if (texts.size >= most) texts.clear()
    texts.set(text, text)
    return text
  }
}
