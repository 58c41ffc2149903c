import { queryOptions, useQuery } from '@tanstack/react-query'
import { useAreas } from '../../features/email/areas.ts'
import { EMAIL } from '../../features/email/queries.ts'
import { USERS } from '../../features/users/queries.ts'
import { api } from '../../lib/api.ts'
import { t } from '../../lib/messages/index.ts'
import { useUser } from '../../lib/session.ts'
import { useAfterPause } from '../../lib/useAfterPause.ts'
import type { FoundGroup } from './found.ts'
import { looksForMail, looksForUsers, placesFor } from './places.ts'

const FROM_LETTERS = 2
/** Of each kind; who wants more opens the list. */
const MOST = 5

interface Looked {
  readonly groups: readonly FoundGroup[]
  readonly looking: boolean
  readonly failed: boolean
}

/** Pages at once, and what the server finds once typing pauses. */
export function useFound(text: string): Looked {
  const user = useUser()
  const has = useAreas()
  const asked = useAfterPause(text.trim())
  const wanted = asked.length >= FROM_LETTERS
  const users = useQuery({ ...usersQuery(asked), enabled: wanted && looksForUsers(user) })
  const hasMail = looksForMail(user)
  const mailboxes = useQuery({
    ...mailboxesQuery(asked),
    enabled: wanted && hasMail && has('mailboxes') === true,
  })
  const domains = useQuery({ ...domainsQuery(asked), enabled: wanted && hasMail })
  const all = [users, mailboxes, domains]
  const groups = [
    { name: t('palette.places'), items: placesFor(user, text.trim()) },
    { name: t('palette.users'), items: (wanted && users.data) || [] },
    { name: t('palette.mailboxes'), items: (wanted && mailboxes.data) || [] },
    { name: t('palette.domains'), items: (wanted && domains.data) || [] },
  ]
  return {
    groups: groups.filter(({ items }) => items.length > 0),
    looking: asked !== text.trim() || all.some(({ isFetching }) => isFetching),
    failed: all.some(({ isError }) => isError),
  }
}

const usersQuery = (text: string) =>
  queryOptions({
    queryKey: [...USERS, 'palette', text],
    queryFn: async () => (await api.users.list({ text, limit: MOST })).items,
    select: (items) =>
      items.map(({ id, name, email }) => ({ label: name, to: `/users/${id}`, note: email ?? '' })),
  })

const mailboxesQuery = (text: string) =>
  queryOptions({
    queryKey: [...EMAIL, 'palette', 'mailboxes', text],
    queryFn: async () => (await api.mailboxes.list({ text, limit: MOST })).items,
    select: (items) =>
      items.map(({ address, displayName }) => ({
        label: address,
        to: `/email/mailboxes/${encodeURIComponent(address)}`,
        note: displayName,
      })),
  })

const domainsQuery = (text: string) =>
  queryOptions({
    queryKey: [...EMAIL, 'palette', 'domains', text],
    queryFn: async () => (await api.domains.list({ text, limit: MOST })).items,
    select: (items) => items.map(({ name }) => ({ label: name, to: `/email/domains/${name}` })),
  })
