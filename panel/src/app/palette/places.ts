import '../../lib/messages/en/palette.ts'
import type { User } from '@keyward/sdk'
import { type PlainKey, t } from '../../lib/messages/index.ts'
import { assistsUsers, foundsDomains, isOperator, managesUsers, usesEmail } from '../../lib/rights.ts'
import { areasFor } from '../areas.ts'
import type { Found } from './found.ts'

interface Place {
  readonly name: PlainKey
  readonly to: string
  readonly isFor?: (user: User) => boolean
}

const isSuper = (user: User) => isOperator(user) || user.adminType === 'super'

/** Places within areas that people look for by name. */
const WITHIN: readonly Place[] = [
  { name: 'place.apiKeys', to: '/profile/api-keys', isFor: isSuper },
  { name: 'place.sessions', to: '/profile/sessions' },
  { name: 'place.administrators', to: '/admins', isFor: isSuper },
  { name: 'place.newUser', to: '/users/new', isFor: managesUsers },
  { name: 'place.groups', to: '/groups', isFor: managesUsers },
  { name: 'place.importUsers', to: '/users/import', isFor: managesUsers },
  { name: 'place.mailboxes', to: '/email/mailboxes', isFor: usesEmail },
  { name: 'place.newMailbox', to: '/email/mailboxes/new', isFor: usesEmail },
  { name: 'place.deletedMailboxes', to: '/email/mailboxes?state=deleted', isFor: usesEmail },
  { name: 'place.importMailboxes', to: '/email/import', isFor: usesEmail },
  { name: 'place.domains', to: '/email/domains', isFor: usesEmail },
  { name: 'place.newDomain', to: '/email/domains/new', isFor: foundsDomains },
  { name: 'place.aliases', to: '/email/aliases', isFor: usesEmail },
  { name: 'place.lists', to: '/email/lists', isFor: usesEmail },
  { name: 'place.jobs', to: '/email/jobs', isFor: usesEmail },
  { name: 'place.history', to: '/apis/history' },
]

/** The pages that somebody may open and whose name has every word of the text. */
export function placesFor(user: User, text: string): readonly Found[] {
  const words = text.toLowerCase().split(/\s+/)
  const areas = areasFor(user).map(({ name, path }) => ({ name, to: path }))
  return [...areas, ...WITHIN.filter(({ isFor }) => isFor === undefined || isFor(user))]
    .map(({ name, to }) => ({ label: t(name), to }))
    .filter(({ label }) => words.every((word) => label.toLowerCase().includes(word)))
}

/** Who has users or mail to look for. */
export const looksForUsers = assistsUsers
export const looksForMail = usesEmail
