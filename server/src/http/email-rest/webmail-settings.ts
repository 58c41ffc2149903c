import type { FastifyInstance, FastifyReply } from 'fastify'
import {
  changeWebmailSettings,
  multiFactorOf,
  showWebmailSettings,
  type WebmailSettings,
} from '../../domain/domains/webmail-settings.ts'
import type { HttpContext } from '../kit/context.ts'
import { answer, done } from './answer.ts'
import { callerOf } from './auth.ts'
import { fieldsOf } from './body.ts'
import { type Fields, given } from './fields.ts'
import { type DomainPath, domainPlace } from './places.ts'
import { warn } from './warning.ts'

const WEBMAIL = '/customers/:customer/domains/:domain/webmail/settings'

export function addWebmailSettingsRoutes(app: FastifyInstance, { deps }: HttpContext): void {
  app.get<DomainPath>(WEBMAIL, async (request, reply) => {
    const settings = await showWebmailSettings(deps, callerOf(request), domainPlace(request))
    warnWithoutWebmail(reply)
    return answer(reply, 'domainWebmailSettings', toWire(settings))
  })

  app.put<DomainPath>(WEBMAIL, async (request, reply) => {
    const place = domainPlace(request)
    await changeWebmailSettings(deps, callerOf(request), place, settingsIn(fieldsOf(request)))
    warnWithoutWebmail(reply)
    return done(reply)
  })
}

function warnWithoutWebmail(reply: FastifyReply): void {
  warn(
    reply,
    'There is no webmail on this server: MultiFactorSetting and PasswordResetEnabled hold at /mailbox, the rest is kept.',
  )
}

function settingsIn(fields: Fields): Partial<WebmailSettings> {
  // An empty word is none sent: these are never cleared.
  const word = (name: string) => fields.text(name) || undefined
  const multiFactor = word('MultiFactorSetting')
  return given<WebmailSettings>({
    chat: fields.flag('ChatEnabled'),
    dropbox: fields.flag('DropboxEnabled'),
    ownPasswords: fields.flag('PasswordResetEnabled'),
    hours24: fields.flag('User24HourTime'),
    multiFactor: multiFactor === undefined ? undefined : multiFactorOf(multiFactor),
    language: word('Language'),
    dateFormat: fields.whole('DateFormat'),
    timeZone: word('TimeZone'),
  })
}

function toWire(settings: WebmailSettings) {
  return {
    ChatEnabled: settings.chat,
    DropboxEnabled: settings.dropbox,
    PasswordResetEnabled: settings.ownPasswords,
    User24HourTime: settings.hours24,
    MultiFactorSetting: settings.multiFactor,
    Language: settings.language,
    DateFormat: settings.dateFormat,
    TimeZone: settings.timeZone,
  }
}
