import { MAIL_AREAS, type MailArea } from '../../server/src/domain/administrators/mail-scope.ts'
import { NO_SETTINGS } from '../../server/src/domain/administrators/settings.ts'
import { generatePair } from '../../server/src/domain/key-pairs/generate-pair.ts'
import type { PairScope } from '../../server/src/domain/key-pairs/pair-scope.ts'
import { IDENTITY_ADMIN } from '../../server/src/domain/roles/roles.ts'
import { TESTER, type TestApp } from './app.ts'
import { addAdministrator, type Pair, pairOf } from './email.ts'
import { type EmailOperation, isAboutDomain } from './email-operations.ts'
import type { EmailPlace } from './email-places.ts'

/** How the signed API refuses what a good pair is not good for. */
export const REFUSALS = {
  'may only read': [403, 'unauthorizedFault', 'This key pair may only read.'],
  'not authorized': [403, 'unauthorizedFault', 'You are not authorized to perform this action.'],
  'no such customer': [404, 'itemNotFoundFault', 'Customer Not Found'],
  'no such domain': [404, 'itemNotFoundFault', 'Domain Not Found'],
} as const

export type Refusal = keyof typeof REFUSALS
type Verdict = 'done' | 'not asked' | Refusal

/** One kind of pair, and what comes of each operation by it. */
export interface PairKind {
  readonly name: string
  /** Made anew for each place: a scope names a domain. */
  readonly pair: (place: EmailPlace) => Pair | Promise<Pair>
  readonly verdict: (operation: EmailOperation) => Verdict
  /** `me` unless told otherwise. */
  readonly customer?: string
  /** Asked in the account of whoever runs the installation, not in the other one. */
  readonly isAtHome?: boolean
}

type Given = (operation: EmailOperation) => boolean
type Verdicts = PairKind['verdict']

const orRefused =
  (isGiven: Given): Verdicts =>
  (operation) =>
    isGiven(operation) ? 'done' : 'not authorized'

/** What a pair for some areas is given; only where it is good for all domains, also to found others. */
const inAreas =
  (areas: readonly MailArea[], isEverywhere: boolean): Given =>
  ({ needs }) => {
    if (needs === 'nothing' || needs === 'see') return true
    if (needs === 'found') return isEverywhere && areas.includes('domains')
    return areas.some((area) => area === needs)
  }

const reading =
  (verdict: Verdicts): Verdicts =>
  (operation) =>
    operation.method === 'GET' ? verdict(operation) : 'may only read'

const whereForeign =
  (verdict: Verdicts): Verdicts =>
  (operation) =>
    isAboutDomain(operation) ? 'not authorized' : verdict(operation)

const whole = orRefused(({ needs }) => needs !== 'operator')
const nobody: Verdicts = ({ path }) => (path.includes(':customer') ? 'no such customer' : 'not authorized')
const ELSEWHERE = ['elsewhere.example']

let made = 0

/** Named pairs of somebody, each with a scope. */
function scopedPairs({ deps }: TestApp, { userId }: { readonly userId: string }) {
  return (scopeIn: (place: EmailPlace) => PairScope): PairKind['pair'] =>
    async (place) => {
      const terms = { name: `n${++made}`, scope: scopeIn(place), clockCheck: 'lenient' } as const
      const { userKey, secretKey } = await generatePair(deps, TESTER, userId, terms)
      return { userKey, secretKey }
    }
}

function kindsWithScope(scoped: ReturnType<typeof scopedPairs>): readonly PairKind[] {
  const ofAreas = [...MAIL_AREAS, null].flatMap((area): PairKind[] => {
    const [areas, name] = [area && [area], area ?? 'everything']
    const everywhere = orRefused(inAreas(areas ?? MAIL_AREAS, true))
    const within = orRefused(inAreas(areas ?? MAIL_AREAS, false))
    const pair = (access: PairScope['access'], domainsOf: (place: EmailPlace) => readonly string[] | null) =>
      scoped((place) => ({ access, areas, domains: domainsOf(place) }))
    return [
      { name: `${name}, in the domain`, pair: pair('write', ({ domain }) => [domain]), verdict: within },
      { name: `${name}, elsewhere`, pair: pair('write', () => ELSEWHERE), verdict: whereForeign(within) },
      area === null
        ? { name: 'reading', pair: pair('read', () => null), verdict: reading(everywhere) }
        : { name, pair: pair('write', () => null), verdict: everywhere },
    ]
  })
  return ofAreas.map((kind) => ({ ...kind, name: `a pair for ${kind.name}` }))
}

/** Every kind of pair that works, of the account and of others. */
export async function pairKinds(app: TestApp, accountId: string): Promise<readonly PairKind[]> {
  const [owner, program, staff] = [
    await addAdministrator(app, accountId),
    await addAdministrator(app, accountId),
    await addAdministrator(app, accountId),
  ]
  const { administrators, users } = app.deps.store
  await administrators.put({ ...NO_SETTINGS, isProgram: true, accountId, userId: program.userId })
  await users.update(staff.userId, { roles: [IDENTITY_ADMIN] })
  return [
    { name: 'a super administrator', pair: () => owner, verdict: whole },
    { name: 'a super administrator by number', pair: () => owner, verdict: whole, customer: accountId },
    { name: 'an application administrator', pair: () => program, verdict: whole },
    { name: 'a super administrator of the staff', pair: () => staff, verdict: whole },
    ...kindsWithScope(scopedPairs(app, owner)),
    ...(await kindsOfOthers(app, accountId)),
  ]
}

async function kindsOfOthers(app: TestApp, customer: string): Promise<readonly PairKind[]> {
  const [stranger, operator] = [await addAdministrator(app), await pairOf(app, app.owner)]
  const scope = { access: 'write', areas: MAIL_AREAS, domains: null } as const
  const part = scopedPairs(app, app.owner)(() => scope)
  return [
    {
      name: 'who runs the installation, at home',
      ...{ pair: () => operator, verdict: () => 'done', isAtHome: true },
    },
    {
      name: 'who runs the installation, in the account',
      ...{ pair: () => operator, customer },
      // Whoever looks after every account is nobody in another one.
      verdict: orRefused(({ path }) => !path.endsWith(':customer/logintoken')),
    },
    {
      name: 'a pair with a scope of who runs the installation, at home',
      ...{ pair: part, verdict: orRefused(inAreas(MAIL_AREAS, true)), isAtHome: true },
    },
    {
      name: 'a pair with a scope of who runs the installation, in the account',
      ...{ pair: part, verdict: nobody, customer },
    },
    {
      name: 'a super administrator of another account',
      ...{ pair: () => stranger, verdict: nobody, customer },
    },
    {
      name: 'a super administrator of another account who does not name this one',
      pair: () => stranger,
      verdict: (one) => (isAboutDomain(one) && one.needs !== 'found' ? 'no such domain' : 'not asked'),
    },
  ]
}
