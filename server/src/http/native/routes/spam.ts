import type { z } from 'zod'
import type { UserActor } from '../../../domain/actor.ts'
import type { Deps } from '../../../domain/deps.ts'
import { changeSenders } from '../../../domain/spam/change-senders.ts'
import { changeSpamSettings } from '../../../domain/spam/change-spam-settings.ts'
import type { SenderList } from '../../../domain/spam/sender-list.ts'
import { showSenders } from '../../../domain/spam/show-senders.ts'
import { showSpamSettings } from '../../../domain/spam/show-spam-settings.ts'
import type { SpamPlace } from '../../../domain/spam/spam-place.ts'
import type { HttpContext } from '../../kit/context.ts'
import { PLAIN, route } from '../route.ts'
import { DryRun } from '../schemas/mail.ts'
import {
  DomainSpamSettingsChange,
  SenderChange,
  SenderEntries,
  SenderListName,
  SenderLists,
  SpamSettings,
  SpamSettingsChange,
} from '../schemas/spam.ts'
import { addressPlace, DomainParams, depsFor, domainPlace, MailboxParams } from './mail-params.ts'

const ABOUT_SPAM = {
  ...PLAIN,
  needs: ['spam'],
  access: 'caller',
  success: 200,
  refusals: ['forbidden', 'not_found'],
} as const
const CHANGES = { ...ABOUT_SPAM, method: 'PATCH', query: DryRun } as const

/** What becomes of spam, and who is always refused or let in: of a domain, and of a mailbox. */
export const SPAM_ROUTES = [
  ...routesFor({
    of: 'Domain',
    path: '/domains/:domain',
    words: 'of a domain',
    params: DomainParams,
    listParams: DomainParams.extend({ senderList: SenderListName }),
    change: DomainSpamSettingsChange,
    placeOf: async (context, actor, params) => {
      const { accountId, name: domain } = await domainPlace(context, actor, params.domain)
      return { accountId, domain, mailbox: null }
    },
  }),
  ...routesFor({
    of: 'Mailbox',
    path: '/mailboxes/:mailbox',
    words: 'of a mailbox',
    params: MailboxParams,
    listParams: MailboxParams.extend({ senderList: SenderListName }),
    change: SpamSettingsChange,
    placeOf: async (context, actor, params) => {
      const { accountId, domain, name: mailbox } = await addressPlace(context, actor, params.mailbox)
      return { accountId, domain, mailbox }
    },
  }),
]

interface Whose<Params> {
  readonly of: 'Domain' | 'Mailbox'
  readonly path: string
  readonly words: string
  readonly params: z.ZodType<Params>
  /** Those and the name of a list. */
  readonly listParams: z.ZodType<Params & { readonly senderList: SenderList }>
  readonly change: z.ZodType<z.output<typeof DomainSpamSettingsChange>>
  readonly placeOf: (context: HttpContext, actor: UserActor, params: Params) => Promise<SpamPlace>
}

function routesFor<Params>(whose: Whose<Params>) {
  return [...settingsRoutes(whose), ...senderRoutes(whose)]
}

function settingsRoutes<Params>({ of, path, words, placeOf, ...whose }: Whose<Params>) {
  return [
    route({
      ...ABOUT_SPAM,
      operationId: `get${of}Spam`,
      method: 'GET',
      path: `${path}/spam`,
      summary: `The spam settings ${words}`,
      params: whose.params,
      output: SpamSettings,
      handle: async ({ context, actor, params }) => {
        const place = await placeOf(context, actor(), params)
        const { settings, isOwn } = await showSpamSettings(context.deps, actor(), place)
        return { body: { ...settings, own: isOwn, ...presence(context.deps) } }
      },
    }),
    route({
      ...CHANGES,
      operationId: `change${of}Spam`,
      path: `${path}/spam`,
      summary: `Change the spam settings ${words}`,
      params: whose.params,
      body: whose.change,
      output: SpamSettings,
      handle: async ({ context, actor, params, query, body }) => {
        const place = await placeOf(context, actor(), params)
        const { overridesMailboxes = false, ...settings } = body
        const change = { settings, quarantine: {}, overridesMailboxes }
        const after = await changeSpamSettings(depsFor(context, query), actor(), place, change)
        return { body: { ...after, own: true, ...presence(context.deps) } }
      },
    }),
  ]
}

function senderRoutes<Params>({ of, path, words, placeOf, ...whose }: Whose<Params>) {
  return [
    route({
      ...ABOUT_SPAM,
      operationId: `get${of}Senders`,
      method: 'GET',
      path: `${path}/senders`,
      summary: `Senders who are always refused or let in, ${words}`,
      params: whose.params,
      output: SenderLists,
      handle: async ({ context, actor, params }) => {
        const lists = await showSenders(context.deps, actor(), await placeOf(context, actor(), params))
        return { body: { ...lists, ...presence(context.deps) } }
      },
    }),
    route({
      ...CHANGES,
      operationId: `change${of}Senders`,
      path: `${path}/senders/:senderList`,
      summary: `Add to a list of senders ${words}, and take from it; all of it or nothing`,
      params: whose.listParams,
      body: SenderChange,
      output: SenderEntries,
      handle: async ({ context, actor, params, query, body }) => {
        const place = await placeOf(context, actor(), params)
        const change = { add: body.add ?? [], remove: body.remove ?? [] }
        const { entries } = await changeSenders(
          depsFor(context, query),
          actor(),
          place,
          params.senderList,
          change,
        )
        return { body: { items: entries, ...presence(context.deps) } }
      },
    }),
  ]
}

/** Settings are kept without a filter, too; whoever sets them must know that nothing heeds them. */
function presence({ filter, clock }: Pick<Deps, 'filter' | 'clock'>) {
  return { filterConnected: filter.isConnected(clock.now()) }
}
