import type { Ground, Right } from '@keyward/sdk'
import { rights as texts } from '../../lib/messages/en/rights.ts'
import { type PlainKey, t } from '../../lib/messages/index.ts'
import { roleName } from './roleName.ts'

/** Those that a question is about: every word of it begins a word of what is told of the act, or of other words for it. */
export function rightsFor(question: string, rights: readonly Right[]): readonly Right[] {
  const idle = new Set(wordsOf(t('rights.idle')))
  const asked = wordsOf(question).filter((word) => !idle.has(word))
  if (asked.length === 0) return []
  return rights.filter(({ act }) => {
    const words = wordsOf(`${act} ${rightText(act)} ${textOf(`rightWords.${act}`) ?? ''}`)
    return asked.every((one) => words.some((word) => word.startsWith(one)))
  })
}

/** Without the `s` of a plural, so that `keys` finds a key. */
function wordsOf(text: string): readonly string[] {
  const words = text.toLowerCase().split(/[^\p{L}\p{N}]+/u)
  return words.filter((word) => word !== '').map((word) => (word.length > 3 ? word.replace(/s$/, '') : word))
}

/** What the act is; a server that is newer than this page has acts of which it knows the name only. */
export const rightText = (act: string): string => textOf(`right.${act}`) ?? act

export function groundText({ kind, name }: Ground): string {
  if (kind === 'role') return t('rights.role', { name: roleName(name) })
  return kind === 'everybody'
    ? t('rights.everybody')
    : t('rights.administrator', { name: textOf(`rights.type.${name}`) ?? name })
}

function textOf(key: string): string | null {
  return isKey(key) ? t(key) : null
}

function isKey(key: string): key is keyof typeof texts & PlainKey {
  return Object.hasOwn(texts, key)
}
