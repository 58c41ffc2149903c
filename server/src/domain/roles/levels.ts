/** What the roles of a product are called, weakest first: `cloudFiles:observer` reads, `cloudFiles:creator` adds. */
const LEVELS: readonly string[] = ['observer', 'creator', 'admin']
const LEVEL = new RegExp(`^(?:(?!identity:)(.+):)?(${LEVELS.join('|')})$`)

/**
 * The roles with which somebody is let in where one is asked for: that role, and for a level of a product the higher ones
 * and those without a product, which are good for all. `admin` alone is Keystone's and says nothing of products.
 */
export function enoughFor(role: string): readonly string[] {
  const [, product, level] = LEVEL.exec(role) ?? []
  if (level === undefined || role === 'admin') return [role]
  const higher = LEVELS.slice(LEVELS.indexOf(level))
  const ofAll = higher.filter((one) => one !== 'admin')
  return product === undefined ? ofAll : [...higher.map((one) => `${product}:${one}`), ...ofAll]
}
