import type { AuditEntry } from '@keyward/sdk'
import { domainText } from '../../lib/domainText.ts'
import { formatDialect } from '../../lib/format.ts'
import { auditActs } from '../../lib/messages/en/audit.ts'
import { t } from '../../lib/messages/index.ts'
import { inOurWords } from '../../lib/messages/learn.ts'

type ActKey = keyof typeof auditActs

/** Every action that has a sentence of its own. */
export const KNOWN_ACTIONS: readonly string[] = Object.keys(auditActs)
  .filter((key) => key !== 'act.other')
  .map((key) => key.slice('act.'.length))

/** What a sentence needs and a name in a list does not: in German the verb that all begin with. */
const NOT_IN_NAME = /^hat | (?:as|als) \{target\}|: \{target\}/g

/** Who did it, as the sentence begins. */
export function whoDid({ actor }: Pick<AuditEntry, 'actor'>): string {
  if (actor.kind === 'unknown') return t('audit.unknown')
  if (actor.name === null) return actor.kind === 'user' ? t('audit.deleted') : t('audit.system')
  return actor.kind === 'system' ? inOurWords(actor.name) : actor.name
}

/** What was done, as the sentence goes on: "reset anna’s API key". The name of what it was done to may be empty. */
export function sentenceOf(entry: AuditEntry): {
  readonly before: string
  readonly name: string
  readonly after: string
} {
  const key = actKey(entry.action)
  const own = entry.actor.id !== null && entry.target.text === `user:${entry.actor.id}`
  const whose = own ? t('audit.own') : t('audit.somebodys', { name: '{target}' })
  const sentence =
    key === null ? t('act.other', { action: entry.action, target: '{target}' }) : actText(key, whose)
  const [before = '', after] = sentence.split('{target}')
  if (after === undefined) return { before, name: '', after: '' }
  const name = key === null ? (entry.target.name ?? entry.target.text) : domainText(targetName(entry))
  return { before, name, after }
}

/** What an action is called in a list to choose from. */
export function actionName(action: string): string {
  const key = actKey(action)
  if (key === null) return action
  const text = actText(key, t('audit.somebodys', { name: t('audit.someone') }))
    .replace(NOT_IN_NAME, '')
    .replace('{target}', someTarget(action))
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** What an action of this kind is done to, when nobody in particular is meant. */
function someTarget(action: string): string {
  const [area = ''] = action.split('.')
  if (action.endsWith('.export') || ['domain', 'job'].includes(area)) return t('audit.someDomain')
  return t(area === 'mailbox' ? 'audit.someMailbox' : 'audit.someone')
}

/** `key_pair` is "Key pair". */
export function areaName(area: string): string {
  const words = area.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** The sentence with its place for the name still in it. */
function actText(key: ActKey, whose: string): string {
  const values = { whose, target: '{target}', action: '' }
  return t(key, values)
}

function actKey(action: string): ActKey | null {
  const key = `act.${action}`
  return isActKey(key) ? key : null
}

function isActKey(key: string): key is ActKey {
  return Object.hasOwn(auditActs, key)
}

/** A name where there is one; what was deleted since is known by the name that the entry kept. */
function targetName({ target, details }: AuditEntry): string {
  if (target.name !== null) return target.name
  if (target.kind === 'group') return String(details['group'] ?? details['name'] ?? t('audit.deleted'))
  // The sentence says what it is.
  if (target.kind !== 'user') return target.text.slice(target.text.indexOf(':') + 1)
  return typeof details['name'] === 'string' ? details['name'] : t('audit.deleted')
}

/** Where it came from, and with what. */
export function viaOf({ source, actor }: AuditEntry): string {
  const place = source.dialect === 'local' ? t('audit.local') : formatDialect(source.dialect)
  const from = source.address === null ? place : t('audit.via', { via: place, address: source.address })
  return actor.credential === null ? from : `${from} · ${withCredential(actor.credential)}`
}

export function outcomeName({ outcome }: AuditEntry): string {
  return t(outcome === 'done' ? 'audit.done' : 'audit.refused')
}

/** What an act was done with, by the beginning of its id; a password has nothing to tell apart. */
function withCredential({ kind, id }: NonNullable<AuditEntry['actor']['credential']>): string {
  if (kind === 'password') return t('audit.withPassword')
  const short = id.slice(0, 8)
  return kind === 'key' ? t('audit.withKey', { id: short }) : t('audit.withCredential', { id: short })
}
