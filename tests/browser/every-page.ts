// The catalog of APIs shows what APIs say of themselves, in English.
const PAGES = [
  ...[
    '/',
    '/account/settings',
    '/account/application-credentials',
    '/usage',
    '/limits',
    '/audit',
    '/settings',
  ],
  ...['/profile', '/profile/api-keys', '/profile/security', '/profile/sessions'],
  ...['/users', '/users/new', '/users/import', '/groups', '/services', '/apis/history', '/admins'],
  ...['/email', '/email/domains', '/email/domains/new', '/email/mailboxes', '/email/jobs', '/nowhere'],
]
const OF_DOMAIN = [
  '',
  '/mailboxes',
  '/mailboxes/new',
  '/mailboxes/import',
  '/mailboxes/anna',
  '/aliases',
  '/lists',
]

/** Every page of the panel that has a name of its own, and those of a domain with the mailbox `anna`. */
export const pagesWith = (domain: string): readonly string[] => [
  ...PAGES,
  ...OF_DOMAIN.map((rest) => `/email/domains/${domain}${rest}`),
]

/** Runs in the page: what is wider than what it stands in, and cut off. */
export function cutOff(): string[] {
  const parts = [
    ...document.querySelectorAll<HTMLElement>('button, a, label, legend, dt, h1, h2, h3, th, summary'),
  ]
  const cut = parts.filter(
    (part) =>
      part.checkVisibility({ visibilityProperty: true }) &&
      part.clientWidth > 1 &&
      part.scrollWidth > part.clientWidth + 1 &&
      !part.closest('.visually-hidden') &&
      getComputedStyle(part).position !== 'absolute' &&
      (part.matches('th') || getComputedStyle(part).overflowX === 'hidden'),
  )
  const page = document.documentElement
  const wide = page.scrollWidth > innerWidth ? [`the page: ${page.scrollWidth} of ${innerWidth} px`] : []
  return [...wide, ...cut.map((part) => part.textContent ?? '')]
}
