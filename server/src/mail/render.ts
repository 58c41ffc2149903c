import { escapeMarkup } from '../lib/markup.ts'
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
  const [greeting = '', first = '', ...rest] = paragraphs.map((text) => `<p>${escapeMarkup(text)}</p>`)
  const linkLine = link
    ? `<p><a href="${escapeMarkup(link.address)}">${escapeMarkup(link.label)}</a></p>`
    : ''
  const foot = '<p>Keyward sends this by itself; nobody reads answers.</p>'
  const body = [greeting, first, linkLine, ...rest, foot].join('\n')
  return `<!doctype html>\n<html lang="en"><body>\n${body}\n</body></html>\n`
}
