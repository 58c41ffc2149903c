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

/** @param pattern as `isPathPattern` wants it */
export function pathMatcher(pattern: string): (path: string) => boolean {
  const source = pattern
    .split('/')
    .map((part) => {
      if (part === '**') return '.*'
      return part === '*' || part.startsWith('{') ? '[^/]+' : part.replace(/[.$()+*?]/g, '\\$&')
    })
    .join('/')
  const whole = new RegExp(`^${source}$`, 's')
  return (path) => whole.test(path)
}
