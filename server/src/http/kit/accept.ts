/** Whether an `Accept` header admits a media type; `quality=0` refuses. No header admits everything. */
export function accepts(header: string | undefined, type: string): boolean {
  if (header === undefined || header.trim() === '') return true
  const [group] = type.split('/')
  const ranges = header.split(',').map(parseRange)
  // The most exact range decides (RFC 9110, section 12.5.1).
  for (const candidate of [type, `${group}/*`, '*/*']) {
    const found = ranges.find(({ range }) => range === candidate)
    if (found) return !found.refused
  }
  return false
}

/** Whether a header names a media type itself, as browsers do for pages; a wildcard alone does not. */
export function names(header: string | undefined, type: string): boolean {
  return (header ?? '').split(',').some((part) => {
    const { range, refused } = parseRange(part)
    return range === type && !refused
  })
}

function parseRange(part: string): { readonly range: string; readonly refused: boolean } {
  const [range = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase())
  return { range, refused: parameters.some((parameter) => /^q=0(?:\.0{0,3})?$/.test(parameter)) }
}
