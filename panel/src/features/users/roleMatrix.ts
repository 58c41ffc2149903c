import type { RoleOfUser } from '@keyward/sdk'
import type { WantedRoles } from './roleDraft.ts'

/** Weakest first; each includes those before it. */
export const LEVELS = ['observer', 'creator', 'admin'] as const
export type Level = (typeof LEVELS)[number]

/** A product and the roles of it that somebody can be given. The one without a name is all of them. */
export interface Product {
  readonly name: string
  readonly roles: ReadonlyMap<Level, RoleOfUser>
}

const LEVEL_ROLE = /^(?:(.+):)?(observer|creator|admin)$/

/** The roles that are levels of products, and the rest. @param services those of the catalog, with or without levels */
export function splitRoles(
  roles: readonly RoleOfUser[],
  services: readonly string[],
): { readonly products: readonly Product[]; readonly others: readonly RoleOfUser[] } {
  const products = new Map(services.map((name) => [name, new Map<Level, RoleOfUser>()]))
  const others = roles.filter((role) => {
    const [, name = '', word] = LEVEL_ROLE.exec(role.name) ?? []
    const level = LEVELS.find((one) => one === word)
    if (role.builtIn || level === undefined) return true
    const known = products.get(name) ?? new Map<Level, RoleOfUser>()
    products.set(name, known.set(level, role))
    return false
  })
  const inOrder = [...products].sort(([left], [right]) => left.localeCompare(right))
  return { products: inOrder.map(([name, of]) => ({ name, roles: of })), others }
}

/** The highest level that is wanted of a product itself; null for none. */
export function ownLevel({ roles }: Product, wanted: WantedRoles): Level | null {
  return LEVELS.findLast((level) => wanted.has(roles.get(level)?.name ?? '')) ?? null
}

/** The highest level of a product that groups give; null for none. */
function levelByGroups({ roles }: Product): Level | null {
  return LEVELS.findLast((level) => (roles.get(level)?.groups ?? []).length > 0) ?? null
}

/** The groups that give a product's highest level by group. */
function groupsGiving(product: Product): RoleOfUser['groups'] {
  const level = levelByGroups(product)
  return level === null ? [] : (product.roles.get(level)?.groups ?? [])
}

/** What holds for a product in the end: the most generous of its own level, that of groups, and the one for all. */
export function effectiveLevel(
  product: Product,
  products: readonly Product[],
  wanted: WantedRoles,
): {
  readonly level: Level | null
  readonly from: 'product' | 'group' | 'all'
  readonly groups: RoleOfUser['groups']
} {
  const own = ownLevel(product, wanted)
  const byGroups = levelByGroups(product)
  const all = products.find(({ name }) => name === '')
  const ofAll = all && all !== product ? effectiveLevel(all, products, wanted) : null
  const here =
    rank(byGroups) > rank(own)
      ? { level: byGroups, from: 'group' as const, groups: groupsGiving(product) }
      : { level: own, from: 'product' as const, groups: [] }
  return ofAll && rank(ofAll.level) > rank(here.level)
    ? { level: ofAll.level, from: 'all', groups: ofAll.groups }
    : here
}

const rank = (level: Level | null) => (level === null ? -1 : LEVELS.indexOf(level))

/** One level of a product at most: the others of it are taken away. */
export function withLevel(wanted: WantedRoles, { roles }: Product, level: Level | null): WantedRoles {
  const ofProduct = [...roles.values()].map(({ name }) => name)
  const others = [...wanted].filter((name) => !ofProduct.includes(name))
  const chosen = level === null ? undefined : roles.get(level)?.name
  return new Set(chosen === undefined ? others : [...others, chosen])
}

/** Whether a level can be chosen: it exists, may be given, and what is had in its place may be taken. */
export function maySet(product: Product, level: Level | null): boolean {
  const { roles } = product
  const stuck = [...roles.values()].some(({ source, lock }) => source !== null && lock !== null)
  if (stuck || roles.size === 0) return false
  // What groups give at least as much of holds anyway.
  if (level !== null && rank(level) <= rank(levelByGroups(product))) return false
  return level === null || roles.get(level)?.lock === null
}
