import { z } from 'zod'
import { POSTING, REPLY_TO } from '../../../domain/lists/group-list.ts'
import { Addresses, Next, Total } from './mail-addresses.ts'

const ReplyTo = z.enum(REPLY_TO).describe('Whom an answer to a letter goes to')
const Posting = z
  .enum(POSTING)
  .describe('Who may write to the list; `domain` is every address of its domain, `chosen` its posters alone')

const Settings = { displayName: z.string(), replyTo: ReplyTo, posting: Posting }

export const GroupList = z
  .strictObject({
    address: z.string().describe('Whole, in lower case'),
    domain: z.string(),
    ...Settings,
    members: z.array(z.string()).readonly().describe('Sorted'),
    posters: z.array(z.string()).readonly().describe('Who may write where `posting` is `chosen`'),
    maxMessageBytes: z.int().describe('Longer letters are refused'),
    createdAt: z.string(),
  })
  .meta({ id: 'GroupList' })

const ListedGroupList = z.strictObject({ address: z.string(), ...Settings, memberCount: z.int() })

export const GroupListPage = z
  .strictObject({ items: z.array(ListedGroupList).readonly(), next: Next, total: Total })
  .meta({ id: 'GroupListPage' })

const Chosen = {
  displayName: z.exactOptional(z.string()),
  replyTo: z.exactOptional(ReplyTo),
  posting: z.exactOptional(Posting),
  posters: z.exactOptional(Addresses).describe('In the place of all'),
}

export const NewGroupList = z
  .strictObject({
    address: z.string().max(320),
    ...Chosen,
    members: z
      .exactOptional(Addresses)
      .describe(
        'Those within the domain must be there; 250 at most are outside it. More are added by a change',
      ),
  })
  .meta({
    id: 'NewGroupList',
    examples: [{ address: '$LIST', displayName: 'Sales', posting: 'domain', members: ['$MAILBOX'] }],
  })

export const GroupListChange = z
  .strictObject({
    ...Chosen,
    addMembers: z.exactOptional(Addresses).describe('One who is a member stays one'),
    removeMembers: z.exactOptional(Addresses).describe('One who is none stays none'),
  })
  .meta({ id: 'GroupListChange', examples: [{ posting: 'members', addMembers: ['$MAILBOX'] }] })
