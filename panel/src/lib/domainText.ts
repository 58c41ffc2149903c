const PREFIX = 'xn--'

/**
 * A domain, or an address with one, as people read it: `xn--` labels in their own script. What the browser would not
 * read as the same domain stays as DNS has it.
 */
export function domainText(text: string): string {
  if (!text.includes(PREFIX)) return text
  const from = text.lastIndexOf('@') + 1
  const domain = text.slice(from)
  const shown = domain.split('.').map(labelText).join('.')
  return isSame(shown, domain) ? text.slice(0, from) + shown : text
}

function isSame(shown: string, domain: string): boolean {
  return URL.canParse(`http://${shown}`) && new URL(`http://${shown}`).hostname === domain
}

function labelText(label: string): string {
  return label.startsWith(PREFIX) ? (decoded(label.slice(PREFIX.length)) ?? label) : label
}

/** RFC 3492, section 5. */
const [BASE, T_MIN, T_MAX, SKEW, DAMP, FIRST_BIAS, FIRST_CODE] = [36, 1, 26, 38, 700, 72, 128]
const DIGITS = 'abcdefghijklmnopqrstuvwxyz0123456789'
const MAX_CODE = 0x10ffff

/** Section 6.2. Null for what is no Punycode. */
function decoded(input: string): string | null {
  const basicEnds = input.lastIndexOf('-')
  const output = [...input.slice(0, Math.max(basicEnds, 0))].map((sign) => sign.charCodeAt(0))
  let [code, position, bias] = [FIRST_CODE, 0, FIRST_BIAS]
  for (let at = basicEnds + 1; at < input.length; ) {
    const before = position
    for (let weight = 1, k = BASE; ; k += BASE) {
      const digit = DIGITS.indexOf(input.charAt(at++) || '?')
      if (digit < 0) return null
      position += digit * weight
      const threshold = Math.min(Math.max(k - bias, T_MIN), T_MAX)
      if (digit < threshold) break
      weight *= BASE - threshold
    }
    const count = output.length + 1
    bias = adapted(position - before, count, before === 0)
    code += Math.floor(position / count)
    position %= count
    if (code > MAX_CODE) return null
    output.splice(position++, 0, code)
  }
  return String.fromCodePoint(...output)
}

/** Section 6.1. */
function adapted(delta: number, count: number, isFirst: boolean): number {
  let rest = isFirst ? Math.floor(delta / DAMP) : Math.floor(delta / 2)
  rest += Math.floor(rest / count)
  let k = 0
  for (; rest > ((BASE - T_MIN) * T_MAX) / 2; k += BASE) rest = Math.floor(rest / (BASE - T_MIN))
  return k + Math.floor(((BASE - T_MIN + 1) * rest) / (rest + SKEW))
}
