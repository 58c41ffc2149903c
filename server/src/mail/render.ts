import type { LetterText } from './letter-text.ts'

/** Lines as a mail program without HTML shows them. */
export function plainText({ paragraphs, link }: LetterText): string {
  const [greeting = '', first = '', ...rest] = paragraphs
  const linkLines = link ? [`${link.label}:\n${link.address}`] : []
  return [greeting, first, ...linkLines, ...rest, SIGNATURE].join('\n\n')
}

const SIGNATURE = '-- \nKeyward sends this by itself; nobody reads answers.'

/** The same as simple HTML: nothing is fetched from anywhere, and no word can become markup. */
export function htmlText({ paragraphs, link }: LetterText): string {
  const [greeting = '', first = '', ...rest] = paragraphs.map((text) => `<p>${escaped(text)}</p>`)
  const linkLine = link ? `<p><a href="${escaped(link.address)}">${escaped(link.label)}</a></p>` : ''
  const foot = '<p>Keyward sends this by itself; nobody reads answers.</p>'
  const body = [greeting, first, linkLine, ...rest, foot].join('\n')
  return `<!doctype html>\n<html lang="en"><body>\n${body}\n</body></html>\n`
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}
