/** What somebody must be to be let do something, as the descriptions of the APIs tell it. The rules are in the domain. */
export const RIGHTS = {
  none: { title: 'No login', description: 'anybody, without a credential' },
  any: { title: 'Any login', description: 'whoever is logged in' },
  self: { title: 'Oneself', description: 'users, for themselves' },
  helper: {
    title: 'User helper',
    description: 'role `identity:user-manage-limited`, or what managers need, for users who manage nobody',
  },
  manager: {
    title: 'User manager',
    description: 'role `identity:user-manage`, `identity:user-admin` or `identity:service-admin`',
  },
  owner: { title: 'Account owner', description: 'role `identity:user-admin` or `identity:service-admin`' },
  service: { title: 'Service', description: 'role `service`' },
  staff: { title: 'Staff', description: 'role `identity:admin` or `identity:service-admin`' },
  operator: { title: 'Operator', description: 'role `identity:service-admin`' },
  super: { title: 'Super administrator', description: 'administrator type super' },
  found: {
    title: 'Super administrator, own domains',
    description: 'administrator type super, in an account that has domains of its own',
  },
  see: { title: 'Administrator', description: 'administrator type super, standard, or limited to any area' },
  domains: area('Domains'),
  mailboxes: area('Mailboxes'),
  aliases: area('Aliases'),
  lists: area('Group lists'),
  spam: area('Spam'),
  nobody: { title: 'Nobody', description: 'nobody: it is always refused' },
} as const satisfies Readonly<Record<string, RightWords>>

interface RightWords {
  readonly title: string
  readonly description: string
}

/** What is needed for an operation: any one of these is enough. */
export type Right = keyof typeof RIGHTS
export type Needed = readonly [Right, ...Right[]]

export const SELF_OR_HELPER: Needed = ['self', 'helper', 'staff']
export const SELF_OR_MANAGER: Needed = ['self', 'manager', 'staff']
/** Whose token or key it is, and whoever checks those of others. */
export const SELF_OR_VALIDATOR: Needed = ['self', 'manager', 'service', 'staff']
export const HELPER: Needed = ['helper', 'staff']
export const MANAGER: Needed = ['manager', 'staff']

/** As OpenAPI has it: for programs by name, for people in words. */
export function rightsOf(needed: Needed) {
  const words = needed.map((right) => RIGHTS[right].description)
  return { description: `Who may: ${words.join('; ')}.`, 'x-rights': needed }
}

/** The words for those that a document names, for its root. */
export function wordsFor(all: readonly Needed[]) {
  const named = new Set(all.flat())
  return Object.fromEntries(
    Object.entries(RIGHTS).filter(([right]) => [...named].some((one) => one === right)),
  )
}

function area(name: string): RightWords {
  return {
    title: `Administrator: ${name}`,
    description: `administrator type super or standard, or limited with the area ${name}`,
  }
}
