import { escaped } from '../kit/xml-text.ts'
import type { Value } from './value.ts'

const DECLARATION = '<?xml version="1.0" encoding="utf-8"?>'
const SCHEMA =
  'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"'

/** What one of a list is called. A list without a line here repeats its own name. */
const ITEMS: Readonly<Record<string, string>> = {
  customers: 'customer',
  admins: 'admin',
  restrictedIps: 'ip',
  domains: 'domain',
  users: 'user',
  alternateDomains: 'alternateDomain',
  rsMailboxes: 'rsMailbox',
  aliases: 'alias',
  emailForwardingAddressList: 'emailAddress',
  addresses: 'address',
}

/** Roots whose namespaces are spelled otherwise. */
const NAMESPACES: Readonly<Record<string, string>> = {
  domainSpamSettings: 'DomainSpamSettings',
  rsMailboxSpamSetting: 'RSMailboxSpamSetting',
}

/** An answer as XML, in the namespace of its root. */
export function xmlOf(root: string, value: Value): string {
  const content = isObject(value) ? membersOf(value) : escaped(value)
  return `${DECLARATION}<${root} ${SCHEMA} xmlns="urn:xml:${NAMESPACES[root] ?? root}">${content}</${root}>`
}

function membersOf(value: { readonly [name: string]: Value }): string {
  return Object.entries(value)
    .map(([name, member]) => elementOf(name, member))
    .join('')
}

function elementOf(name: string, value: Value): string {
  if (value === null) return `<${name} xsi:nil="true"/>`
  if (isList(value)) {
    const item = ITEMS[name]
    const items = value.map((one) => elementOf(item ?? name, one)).join('')
    return item === undefined ? items : `<${name}>${items}</${name}>`
  }
  return `<${name}>${isObject(value) ? membersOf(value) : escaped(value)}</${name}>`
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value)
}

function isObject(value: Value): value is { readonly [name: string]: Value } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
