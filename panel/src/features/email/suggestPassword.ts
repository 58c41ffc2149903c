/** Without letters and digits that look alike. */
const KINDS = ['abcdefghjkmnpqrstuvwxyz', 'ABCDEFGHJKMNPQRSTUVWXYZ', '23456789'] as const
const LENGTH = 20

/**
 * A password of three kinds of characters: some 115 bits.
 * @param random at least 21 random numbers of 32 bits; their remainders are skewed by less than one in ten million
 */
export function suggestPassword(random: Uint32Array): string {
  const signs = Array.from({ length: LENGTH }, (_, at) => signOf(KINDS.join(''), random[at] ?? 0))
  const from = (random[LENGTH] ?? 0) % LENGTH
  // One of each kind at least, at neighbouring places that chance chooses.
  for (const [at, kind] of KINDS.entries()) signs[(from + at) % LENGTH] = signOf(kind, random[at] ?? 0)
  return signs.join('')
}

const signOf = (signs: string, number: number) => signs.charAt(number % signs.length)
