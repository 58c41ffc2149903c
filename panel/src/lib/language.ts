import { LANGUAGES, type Language, speak, spoken } from './messages/learn.ts'

const YEAR_SECONDS = 31_536_000

/** What each calls itself: who looks for it may read no other. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch' }

/** Loads the texts of the language that is wanted, before the first page is drawn. For English there is nothing to load. */
export async function loadLanguage(): Promise<void> {
  if (wanted() !== 'de') return
  const [{ de }, { deEmail }, { germanOfServer }] = await Promise.all([
    import('./messages/de.ts'),
    import('./messages/deEmail.ts'),
    import('./messages/deServer.ts'),
  ])
  speak('de', { ...de, ...deEmail }, germanOfServer)
  document.documentElement.lang = 'de'
}

/** The page begins anew: what it has drawn, and what its parts have made of texts, is in the language of before. */
export function chooseLanguage(language: Language): void {
  if (language === spoken()) return
  // Where the server sees it, too: the sign-in pages are its own.
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API needs HTTPS, also in a network at home
  document.cookie = `keyward-language=${language}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`
  location.reload()
}

/** The one chosen in this browser, or the first of the browser's own that the panel speaks. */
function wanted(): Language {
  const chosen = /(?:^|;)\s*keyward-language=(\w+)/.exec(document.cookie)?.[1] ?? ''
  const wishes = [chosen, ...navigator.languages].map((wish) => wish.split('-')[0])
  return wishes.map((wish) => LANGUAGES.find((one) => one === wish)).find((one) => one !== undefined) ?? 'en'
}
