import { z } from 'zod'
import { MAX_ENTRIES, SENDER_LISTS } from '../../../domain/spam/sender-list.ts'
import { HANDLINGS, LEVELS } from '../../../domain/spam/spam-settings.ts'

/** Shapes of what becomes of spam, and of who is always refused or let in. */

const Level = z.enum(LEVELS).describe('`exclusive`: only senders of the safelists come in')
const Handling = z.enum(HANDLINGS).describe('`labelSubject` writes `[SPAM]` before the subject')
const Many = z.int().nonnegative().max(1_000_000)
const FolderDays = Many.describe('Days that spam stays in its folder; 0 for ever')
const FolderMessages = Many.describe('Messages that the folder holds; 0 for any number')
const FilterConnected = z
  .boolean()
  .describe('False: no spam filter has asked lately, so this is kept and takes effect when one does')

export const SpamSettings = z
  .strictObject({
    level: Level,
    handling: Handling,
    cleansFolder: z.boolean().describe('With `toFolder`: whether old spam is removed by itself'),
    folderDays: FolderDays,
    folderMessages: FolderMessages,
    forwardTo: z.string().describe('With `toAddress`: where it goes; else empty'),
    own: z.boolean().describe('False: nothing was set here. A mailbox then has what its domain has'),
    filterConnected: FilterConnected,
  })
  .meta({ id: 'SpamSettings' })

const Chosen = {
  level: z.exactOptional(Level),
  handling: z.exactOptional(Handling),
  cleansFolder: z.exactOptional(z.boolean()),
  folderDays: z.exactOptional(FolderDays),
  folderMessages: z.exactOptional(FolderMessages),
  forwardTo: z.exactOptional(z.string().max(320)).describe('An address that exists in the domain'),
}

export const SpamSettingsChange = z
  .strictObject(Chosen)
  .describe('What means nothing to the handling is left out')
  .meta({ id: 'SpamSettingsChange', examples: [{ level: 'on', handling: 'toFolder' }] })

export const DomainSpamSettingsChange = z
  .strictObject({
    ...Chosen,
    overridesMailboxes: z
      .exactOptional(z.boolean())
      .describe('Takes away what mailboxes have of their own, once'),
  })
  .meta({ id: 'DomainSpamSettingsChange', examples: [{ level: 'on', handling: 'toFolder', folderDays: 7 }] })

const Entries = z.array(z.string()).readonly()

export const SenderLists = z
  .strictObject({
    blocklist: Entries.describe('Addresses and domains that are always refused'),
    ipblocklist: Entries.describe('Networks that are always refused'),
    safelist: Entries.describe('Addresses and domains that are always let in'),
    ipsafelist: Entries.describe('Networks that are always let in'),
    filterConnected: FilterConnected,
  })
  .meta({ id: 'SenderLists' })

export const SenderEntries = z
  .strictObject({ items: Entries, filterConnected: FilterConnected })
  .meta({ id: 'SenderEntries' })

const Given = z
  .array(z.string().max(1_024))
  .max(MAX_ENTRIES)
  .describe('`a@example.com`, `@example.com`, `@%.example.com`; of networks `192.0.2.1`, `192.0.2.%`')

export const SenderChange = z
  .strictObject({
    add: z.exactOptional(Given),
    remove: z.exactOptional(Given).describe('What is not there stays away'),
  })
  .meta({ id: 'SenderChange', examples: [{ add: ['@example.net'] }] })

export const SenderListName = z
  .enum(SENDER_LISTS)
  .describe('Which list: senders to block or to let in, by address or by network')
