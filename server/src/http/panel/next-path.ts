const BASE = 'http://keyward.invalid'

/**
 * Where to go after signing in: a path of this server, else the start page. Anything that a browser could read as
 * another host falls out by being parsed the way a browser does.
 */
export function nextPath(given: string): string {
  if (!given.startsWith('/') || /[\\\p{Cc}]/u.test(given) || !URL.canParse(given, BASE)) return '/'
  const { origin, pathname, search, hash } = new URL(given, BASE)
  const isLoop = /^\/(?:login|logout|setup|invite|reset)(?:\/|$)/.test(pathname)
  return origin !== BASE || pathname.startsWith('//') || isLoop ? '/' : `${pathname}${search}${hash}`
}

/** The sign-in page that leads back to here. */
export function loginPath(target: string): string {
  const next = nextPath(target)
  return next === '/' ? '/login' : `/login?next=${encodeURIComponent(next)}`
}
