import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { answerOf } from '../../../../tests/support/core.ts'
import { count } from '../../../../tests/support/counts.ts'
import {
  makeOwner,
  makeUser,
  OPERATOR,
  OTHER_PASSWORD,
  openTestDeps,
  visitFrom,
} from '../../../../tests/support/deps.ts'
import { freshName } from '../../../../tests/support/people.ts'
import { HOUR_MS } from '../../../../tests/support/test-clock.ts'
import { deleteUser } from '../users/delete-user.ts'
import { disableUser } from '../users/disable-user.ts'
import { enableUser } from '../users/enable-user.ts'
import { inviteUser } from '../users/invite-user.ts'
import { revokeInvitation } from '../users/revoke-invitation.ts'
import { setPassword } from '../users/set-password.ts'
import { updateUser } from '../users/update-user.ts'
import { addLink } from './create-link.ts'
import { LINK_LIFETIME_MS } from './link.ts'
import { choosePassword, type PasswordLinkKind, readPasswordLink, resetByLink } from './password-link.ts'
import { swapLink } from './swap-link.ts'

// Whatever becomes of users and their links, in whatever order, a link opens what a plain model of the rules says.

const world = await openTestDeps({ sendsMail: true })
const { deps, clock } = world
const { account } = await makeOwner(deps)
after(() => world.close())

const VISIT = visitFrom()

interface Person {
  readonly id: string
  email: string | null
  enabled: boolean
  exists: boolean
}

interface Link {
  readonly secret: string
  /** What stands in an address, or the cookie that it was swapped for. */
  readonly isTicket: boolean
  readonly kind: PasswordLinkKind
  readonly of: Person
  readonly endsAtMs: number
  isAlive: boolean
}

interface World {
  readonly person: Person
  readonly links: Link[]
  /** One of the links there ever were, if any. */
  readonly link: Link | undefined
  /** The page that it is tried at. */
  readonly page: PasswordLinkKind
}

function add(links: Link[], of: Person, kind: PasswordLinkKind, secret: string, endsAtMs: number): void {
  links.push({ secret, isTicket: false, kind, of, endsAtMs, isAlive: true })
}

function kill(links: readonly Link[], person: Person, kind: PasswordLinkKind): void {
  for (const link of links) if (link.of === person && link.kind === kind) link.isAlive = false
}

const isGood = ({ link, page }: World, isTicket: boolean) =>
  link?.isTicket === isTicket && link.isAlive && link.kind === page && link.endsAtMs > clock.now()
const mayEnter = ({ link }: World) => link?.of.exists === true && link.of.enabled

const missing = ({ exists }: Person) => (exists ? 'valid' : 'user.not_found')

/** The password of somebody is another one: forgotten ones need no link any more. */
function replaced({ links, link }: World): void {
  if (!link) return
  kill(links, link.of, link.kind)
  kill(links, link.of, 'reset')
}

const ACTS: Readonly<Record<string, (world: World) => Promise<void>>> = {
  wait: async () => clock.advance(HOUR_MS / 4),
  waitLong: async () => clock.advance(20 * HOUR_MS),
  invite: async ({ person, links }) => {
    const inviting = inviteUser(deps, OPERATOR, person.id)
    if (!person.exists || !person.enabled) {
      return assert.equal(await answerOf(inviting), person.exists ? 'user.disabled' : 'user.not_found')
    }
    kill(links, person, 'invitation')
    const { secret, endsAtMs } = await inviting
    add(links, person, 'invitation', secret, endsAtMs)
  },
  // As the sender of mails does, beside what there is already.
  mailReset: async ({ person, links }) => {
    if (!person.exists) return
    const expiresAtMs = clock.now() + LINK_LIFETIME_MS.reset
    const link = { kind: 'reset', userId: person.id, expiresAtMs } as const
    add(links, person, 'reset', await deps.store.transaction((tx) => addLink(deps, tx, link)), expiresAtMs)
  },
  revoke: async ({ person, links }) => {
    assert.equal(await answerOf(revokeInvitation(deps, OPERATOR, person.id)), missing(person))
    kill(links, person, 'invitation')
  },
  swap: async (here) => {
    const { link, page, links } = here
    const swapping = swapLink(deps, page, link?.secret ?? 'kwl_nothing')
    if (!link || !isGood(here, false) || !mayEnter(here))
      return assert.equal(await answerOf(swapping), 'link.not_found')
    link.isAlive = false
    links.push({ ...link, secret: await swapping, isTicket: true, isAlive: true })
  },
  choose: async (here) => {
    const choosing = choosePassword(deps, here.page, here.link?.secret ?? '', OTHER_PASSWORD, VISIT)
    const isDone = isGood(here, true) && mayEnter(here)
    assert.equal(await answerOf(choosing), isDone ? 'valid' : 'link.not_found')
    if (isDone) replaced(here)
  },
  resetByLink: async (here) => {
    const resetting = resetByLink(deps, here.link?.secret ?? '', OTHER_PASSWORD, VISIT)
    const isDone = isGood({ ...here, page: 'reset' }, false) && mayEnter(here)
    assert.equal(await answerOf(resetting), isDone ? 'valid' : 'link.not_found')
    if (isDone) replaced(here)
  },
  setPassword: async ({ person, links }) => {
    const setting = setPassword(deps, OPERATOR, person.id, OTHER_PASSWORD)
    assert.equal(await answerOf(setting), missing(person))
    kill(links, person, 'reset')
  },
  changeAddress: async ({ person, links }) => {
    const email = `${freshName()}@example.com`
    assert.equal(await answerOf(updateUser(deps, OPERATOR, person.id, { email })), missing(person))
    kill(links, person, 'reset')
    if (person.email !== null) kill(links, person, 'invitation')
    person.email = email
  },
  disable: async ({ person }) => {
    assert.equal(await answerOf(disableUser(deps, OPERATOR, person.id)), missing(person))
    person.enabled = false
  },
  enable: async ({ person }) => {
    assert.equal(await answerOf(enableUser(deps, OPERATOR, person.id)), missing(person))
    person.enabled = true
  },
  remove: async ({ person, links }) => {
    // Seldom: there would soon be nobody left.
    if (links.length % 4 !== 3) return
    assert.equal(await answerOf(deleteUser(deps, OPERATOR, person.id)), missing(person))
    person.exists = false
    for (const kind of ['invitation', 'reset'] as const) kill(links, person, kind)
  },
}

/** Every link and ticket there ever was is looked at, which changes nothing. */
async function agree(links: readonly Link[], act: string): Promise<void> {
  for (const link of links) {
    const stored = await deps.store.links.byDigest(deps.vault.digest('link', link.secret))
    assert.equal(stored !== null, link.isAlive, `${link.kind} after ${act}`)
    if (!link.isTicket) continue
    const here = { person: link.of, links: [], link, page: link.kind }
    const expected = isGood(here, true) && mayEnter(here) ? 'valid' : 'link.not_found'
    assert.equal(await answerOf(readPasswordLink(deps, link.kind, link.secret)), expected)
  }
}

async function newPerson(email: string | null): Promise<Person> {
  const { user } = await makeUser(deps, account.id, freshName(), email === null ? {} : { email })
  return { id: user.id, email, enabled: true, exists: true }
}

test('inviting, mailing, following, choosing, taking back and shutting out, in any order', async () => {
  const page = fc.constantFrom<PasswordLinkKind>('invitation', 'reset')
  // Links are followed more often than users are deleted.
  const names = [...Object.keys(ACTS), 'invite', 'mailReset', 'swap', 'swap', 'choose']
  const act = fc.tuple(fc.constantFrom(...names), fc.boolean(), fc.nat(3), page)
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 25, maxLength: 40 }), async (acts) => {
      const people = [await newPerson('mia@example.com'), await newPerson(null)] as const
      const links: Link[] = []
      for (const [name, isFirst, back, where] of acts) {
        const link = links.at(-1 - back)
        const isAsked = back > 0 || !link
        const page = isAsked ? where : link.kind
        await ACTS[name]?.({ person: people[isFirst ? 0 : 1], links, link, page })
        await agree(links, name)
      }
    }),
    { numRuns: count(120) },
  )
})
