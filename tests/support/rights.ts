import type { Right } from '../../server/src/http/kit/rights.ts'

/** Who tries what, by role: what each of them may by it. Users may everything by `any`, and by `self` for themselves. */
const WHO: Readonly<Record<string, { readonly roles: readonly string[]; readonly may: readonly Right[] }>> = {
  member: { roles: [], may: [] },
  helper: { roles: ['identity:user-manage-limited'], may: ['helper'] },
  manager: { roles: ['identity:user-manage'], may: ['helper', 'manager'] },
  owner: { roles: ['identity:user-admin'], may: ['helper', 'manager', 'owner'] },
  service: { roles: ['service'], may: ['service'] },
  staff: { roles: ['identity:admin'], may: ['staff'] },
  operator: {
    roles: ['identity:service-admin'],
    may: ['helper', 'manager', 'owner', 'staff', 'operator'],
  },
}

/** One try: somebody asks about another member of the account, or about oneself. */
export interface Try {
  readonly who: string
  readonly roles: readonly string[]
  readonly isOwn: boolean
  readonly may: boolean
}

/** Everybody about another member, and a member about oneself. */
export function triesOf(needed: readonly string[]): readonly Try[] {
  const others = Object.entries(WHO).map(([who, { roles, may }]) => {
    return { who, roles, isOwn: false, may: [...may, 'any'].some((right) => needed.includes(right)) }
  })
  const own = {
    who: 'member',
    roles: [],
    isOwn: true,
    may: needed.includes('self') || needed.includes('any'),
  }
  return [...others, own]
}
