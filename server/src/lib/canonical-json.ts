export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json }

/**
 * One text for equal values: names sorted by code unit, no spaces, numbers and strings as `JSON.stringify` writes
 * them (as RFC 8785 does). The text is well-formed Unicode.
 */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`).join(',')}}`
}

function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}
