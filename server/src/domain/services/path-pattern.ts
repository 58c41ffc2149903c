const MAX_LENGTH = 255
/** Each of them lets a match be tried at every place of a path. */
const MAX_ANY_DEPTH = 2
const PATTERN = /^\/[A-Za-z0-9._~!$&'()+,;=:@/{}*-]*$/

/** As in Keystone's access rules: `*` and `{name}` stand for one segment, `**` for any depth, nothing included. */
export function isPathPattern(text: string): boolean {
  const parts = text.split('/')
  const isPart = (part: string) => /^(?:\*\*?|\{[A-Za-z0-9_-]+\}|[^*{}]*)$/.test(part)
  const deep = parts.filter((part) => part === '**').length
  return text.length <= MAX_LENGTH && PATTERN.test(text) && parts.every(isPart) && deep <= MAX_ANY_DEPTH
}

/**
 * Whether anything below an address can match.
 * @param pattern as `isPathPattern` wants it
 * @param base what paths there begin with, without a slash at the end
 */
export function reachesBelow(pattern: string, base: string): boolean {
  const parts = pattern.split('/')
  for (const [at, segment] of base.split('/').entries()) {
    const part = parts[at]
    if (part === '**') return true
    if (part === undefined || !(isAny(part) || part === segment)) return false
  }
  return true
}

/** @param pattern as `isPathPattern` wants it */
export function pathMatcher(pattern: string): (path: string) => boolean {
  const source = pattern
    .split('/')
    .map((part) => {
      if (part === '**') return '.*'
      return isAny(part) ? '[^/]+' : part.replace(/[.$()+*?]/g, '\\$&')
    })
    .join('/')
  const whole = new RegExp(`^${source}$`, 's')
  return (path) => whole.test(path)
}

function isAny(part: string): boolean {
  return part === '*' || part.startsWith('{')
}
