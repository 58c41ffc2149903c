import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../../domain/deps.ts'
import { changeSpamSettings, type SpamChange } from '../../domain/spam/change-spam-settings.ts'
import { type ShownSpamSettings, showSpamSettings } from '../../domain/spam/show-spam-settings.ts'
import type { SpamPlace } from '../../domain/spam/spam-place.ts'
import {
  filterLevelOf,
  type Quarantine,
  quarantineForwardingOf,
  type SpamSettings,
  spamHandlingOf,
} from '../../domain/spam/spam-settings.ts'
import type { HttpContext } from '../kit/context.ts'
import { answer, done } from './answer.ts'
import { callerOf } from './auth.ts'
import { fieldsOf } from './body.ts'
import { type Fields, given } from './fields.ts'
import { type DomainPath, domainPlace, type MailboxPath, mailboxPlace } from './places.ts'
import { warn } from './warning.ts'

const DOMAIN = '/customers/:customer/domains/:domain/spam/settings'
const MAILBOX = '/customers/:customer/domains/:domain/rs/mailboxes/:mailbox/spam/settings'

/** What becomes of spam. */
export function addSpamSettingsRoutes(app: FastifyInstance, { deps }: HttpContext): void {
  app.get<DomainPath>(DOMAIN, async (request, reply) => {
    const shown = await showSpamSettings(deps, callerOf(request), domainSpam(request))
    warnWithoutFilter(deps, reply)
    return answer(reply, 'domainSpamSettings', domainToWire(shown))
  })

  app.put<DomainPath>(DOMAIN, async (request, reply) => {
    const place = domainSpam(request)
    const fields = fieldsOf(request)
    const change = {
      settings: settingsIn(fields),
      quarantine: quarantineIn(fields),
      overridesMailboxes: fields.flag('overrideUserSettings') ?? false,
    }
    return applied(deps, request, reply, place, change)
  })

  app.get<MailboxPath>(MAILBOX, async (request, reply) => {
    const { settings } = await showSpamSettings(deps, callerOf(request), mailboxSpam(request))
    warnWithoutFilter(deps, reply)
    return answer(reply, 'rsMailboxSpamSetting', settingsToWire(settings))
  })

  app.put<MailboxPath>(MAILBOX, async (request, reply) => {
    const place = mailboxSpam(request)
    const settings = settingsIn(fieldsOf(request))
    return applied(deps, request, reply, place, { settings, quarantine: {}, overridesMailboxes: false })
  })
}

async function applied(
  deps: Deps,
  request: FastifyRequest,
  reply: FastifyReply,
  place: SpamPlace,
  change: SpamChange,
): Promise<FastifyReply> {
  await changeSpamSettings(deps, callerOf(request), place, change)
  warnWithoutFilter(deps, reply)
  return done(reply)
}

export function domainSpam(request: FastifyRequest<DomainPath>): SpamPlace {
  const { accountId, name: domain } = domainPlace(request)
  return { accountId, domain, mailbox: null }
}

export function mailboxSpam(request: FastifyRequest<MailboxPath>): SpamPlace {
  const { accountId, domain, name: mailbox } = mailboxPlace(request)
  return { accountId, domain, mailbox }
}

/** Settings are kept without a filter, too; whoever sets them must know that nothing heeds them. */
export function warnWithoutFilter({ filter, clock }: Deps, reply: FastifyReply): void {
  if (!filter.isConnected(clock.now()))
    warn(reply, 'No spam filter is connected to this server: this is kept and takes effect when one is.')
}

function settingsIn(fields: Fields): SpamChange['settings'] {
  const level = filterLevelOf(fields.required('filterLevel'))
  const text = fields.text('rsEmail.spamHandling')
  const handling = text ? spamHandlingOf(text) : undefined
  // What belongs to another handling is not even read: clients send whatever they had.
  const isOf = (one: SpamSettings['handling']) => handling === undefined || handling === one
  return {
    level,
    ...(handling && { handling }),
    ...(isOf('toFolder') && folderIn(fields)),
    ...(isOf('toAddress') &&
      given<Partial<SpamSettings>>({ forwardTo: fields.text('rsEmail.spamForwardingAddress') })),
  }
}

function folderIn(fields: Fields): Partial<SpamSettings> {
  return given<Partial<SpamSettings>>({
    cleansFolder: fields.flag('rsEmail.hasFolderCleaner'),
    folderDays: fields.whole('rsEmail.spamFolderAgeLimit'),
    folderMessages: fields.whole('rsEmail.spamFolderNumLimit'),
  })
}

function quarantineIn(fields: Fields): Partial<Quarantine> {
  const forwarding = fields.text('exchange.forwardToDomainQuarantine')
  const isOwnerGone = fields.flag('exchange.removeQuarantineOwner')
  const isDefaultGone = fields.flag('exchange.removeDefaultQuarantineOwner')
  return given<Partial<Quarantine>>({
    forwarding: forwarding ? quarantineForwardingOf(forwarding) : undefined,
    owner: isOwnerGone ? '' : fields.text('exchange.quarantineOwner'),
    defaultOwner: isDefaultGone ? '' : fields.text('exchange.defaultQuarantineOwner'),
  })
}

function settingsToWire({ level, ...settings }: SpamSettings) {
  return {
    filterLevel: level,
    rsEmailSettings: {
      spamHandling: settings.handling,
      hasFolderCleaner: settings.cleansFolder,
      spamFolderAgeLimit: settings.folderDays,
      spamFolderNumLimit: settings.folderMessages,
      spamForwardingAddress: settings.forwardTo,
    },
  }
}

function domainToWire({ settings, quarantine }: ShownSpamSettings) {
  return {
    ...settingsToWire(settings),
    exchangeSettings: {
      forwardToDomainQuarantine: quarantine.forwarding,
      quarantineOwner: quarantine.owner,
      defaultQuarantineOwner: quarantine.defaultOwner,
    },
  }
}
