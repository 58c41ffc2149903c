import { z } from 'zod'
import { Addresses, Next, Total } from './mail-addresses.ts'

export const Alias = z
  .strictObject({
    address: z.string().describe('Whole, in lower case'),
    domain: z.string(),
    members: z.array(z.string()).readonly().describe('Where its mail goes, sorted'),
  })
  .meta({ id: 'Alias' })

const ListedAlias = z.strictObject({
  address: z.string(),
  memberCount: z.int(),
  singleMember: z.string().nullable().describe('The one member where there is no other'),
})

export const AliasPage = z
  .strictObject({ items: z.array(ListedAlias).readonly(), next: Next, total: Total })
  .meta({ id: 'AliasPage' })

const Members = Addresses.describe(
  '1 to 50. Those within the domain must be there; 4 at most are outside it. Other addresses of the server count as outside',
)

export const NewAlias = z
  .strictObject({ address: z.string().max(320), members: Members })
  .meta({ id: 'NewAlias', examples: [{ address: '$ALIAS', members: ['$MAILBOX'] }] })

export const AliasChange = z
  .strictObject({ members: Members.describe('In the place of all that it has') })
  .meta({ id: 'AliasChange', examples: [{ members: ['$MAILBOX'] }] })
