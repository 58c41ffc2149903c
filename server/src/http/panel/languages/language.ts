import type { FastifyRequest } from 'fastify'

type Language = 'en' | 'de'

/** Where the panel keeps what was chosen in its account menu. It says nothing about anybody. */
const CHOSEN = /(?:^|;)\s*keyward-language=(en|de)\s*(?:;|$)/

/** The language chosen in the panel, or the first of the browser's own that these pages speak. */
export function languageOf({ headers }: Pick<FastifyRequest, 'headers'>): Language {
  const wishes = (headers['accept-language'] ?? '').split(',').map(wishOf)
  const [first] = wishes.filter(({ weight }) => weight > 0).sort((one, other) => other.weight - one.weight)
  const chosen = CHOSEN.exec(headers.cookie ?? '')?.[1] ?? first?.language
  return chosen === 'de' ? 'de' : 'en'
}

/** Weighs nothing where it is a language that nobody speaks here. */
function wishOf(part: string): { readonly language: string; readonly weight: number } {
  const [tag = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase())
  const language = tag.split('-')[0] ?? ''
  const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
  return { language, weight: ['en', 'de'].includes(language) ? Number(quality ?? 1) || 0 : 0 }
}
