/**
 * How the JSON of identity v1.1 and v2.0 is said in XML. Texts, numbers and booleans are attributes, objects are elements
 * of the same name, lists stand in an element of their own; what differs from that has its line here. A name is that of a
 * member, or `parent/member` where the parent matters.
 */

/** What members without a prefix belong to, by dialect. */
export const V1_1_NAMESPACE = 'http://docs.rackspacecloud.com/auth/api/v1.1'
export const V2_0_NAMESPACE = 'http://docs.openstack.org/identity/api/v2.0'
const COMMON_NAMESPACE = 'http://docs.openstack.org/common/api/v1.0'

/** The namespace of each prefix in JSON names. */
export const NAMESPACES: ReadonlyMap<string, string> = new Map([
  ['RAX-AUTH', 'http://docs.rackspace.com/identity/api/ext/RAX-AUTH/v1.0'],
  ['RAX-KSKEY', 'http://docs.rackspace.com/identity/api/ext/RAX-KSKEY/v1.0'],
  ['RAX-KSGRP', 'http://docs.rackspace.com/identity/api/ext/RAX-KSGRP/v1.0'],
  ['RAX-KSQA', 'http://docs.rackspace.com/identity/api/ext/RAX-KSQA/v1.0'],
  ['OS-KSADM', 'http://docs.openstack.org/identity/api/ext/OS-KSADM/v1.0'],
  ['OS-KSCATALOG', 'http://docs.openstack.org/identity/api/ext/OS-KSCATALOG/v1.0'],
  ['atom', 'http://www.w3.org/2005/Atom'],
])

/** Documents about the API itself are in a namespace of their own. */
export const ROOT_NAMESPACES: ReadonlyMap<string, string> = new Map(
  ['version', 'versions', 'extension', 'extensions'].map((name) => [name, COMMON_NAMESPACE]),
)

/** What is said in no namespace but the dialect's own, also within an extension's element. */
export const ALWAYS_CORE: ReadonlySet<string> = new Set(['user', 'role', 'roles'])

export interface ListRule {
  /** The name of one element; `*` where each entry is an object that names itself. */
  readonly item: string
  /** False where entries stand in the parent itself. */
  readonly wrapped: boolean
}

/** Of a list that has no line below. */
export const UNNAMED: ListRule = { item: 'item', wrapped: true }

const LISTS: ReadonlyMap<string, ListRule> = new Map([
  ...wrapped({
    'RAX-AUTH:authenticatedBy': 'RAX-AUTH:credential',
    'RAX-AUTH:domains': 'RAX-AUTH:domain',
    'RAX-AUTH:mobilePhones': 'RAX-AUTH:mobilePhone',
    'RAX-AUTH:otpDevices': 'RAX-AUTH:otpDevice',
    'RAX-AUTH:questions': 'RAX-AUTH:question',
    'RAX-KSGRP:groups': 'RAX-KSGRP:group',
    'OS-KSADM:services': 'OS-KSADM:service',
    'OS-KSCATALOG:endpointTemplates': 'OS-KSCATALOG:endpointTemplate',
    codes: 'code',
    credentials: '*',
    endpoints: 'endpoint',
    extensions: 'extension',
    'media-types': 'media-type',
    roles: 'role',
    serviceCatalog: 'service',
    sources: 'source',
    tenantAssignments: 'tenantAssignment',
    tenants: 'tenant',
    users: 'user',
  }),
  ...unwrapped({
    links: 'atom:link',
    'media-types/values': 'media-type',
    'service/endpoints': 'endpoint',
    'versions/values': 'version',
  }),
])

/** Lists that are one attribute, with blanks between. */
export const SPACED: ReadonlySet<string> = new Set(['forTenants'])

/** Objects whose members are named by what they are about: an element each, with that name as an attribute. */
export const KEYED: ReadonlyMap<
  string,
  { readonly item: string; readonly key: string; readonly rows: string }
> = new Map([['auth/serviceCatalog', { item: 'service', key: 'name', rows: 'endpoint' }]])

/** Texts that are elements. */
const TEXTS: ReadonlySet<string> = new Set([
  'message',
  'details',
  'extension/description',
  'tenant/description',
  'RAX-AUTH:domain/description',
  'RAX-AUTH:question/question',
])

/** Said in another way already, or nothing anybody asks for in XML. */
const LEFT_OUT: ReadonlySet<string> = new Set(['versions/version'])

/** In XML everything is text; these are not in JSON. */
export const BOOLEANS: ReadonlySet<string> = new Set([
  'enabled',
  'global',
  'RAX-AUTH:federated',
  'RAX-AUTH:multiFactorEnabled',
  'RAX-AUTH:propagate',
])
export const NUMBERS: ReadonlySet<string> = new Set(['expire-in-seconds'])

export function listRuleOf(parent: string, name: string): ListRule | undefined {
  return LISTS.get(`${parent}/${name}`) ?? LISTS.get(name)
}

export function isTextElement(parent: string, name: string): boolean {
  return TEXTS.has(name) || TEXTS.has(`${parent}/${name}`)
}

/** Links of a list are in the header `Link`. */
export function isLeftOut(parent: string, name: string): boolean {
  return name.endsWith('_links') || LEFT_OUT.has(`${parent}/${name}`)
}

function wrapped(items: Readonly<Record<string, string>>): [string, ListRule][] {
  return Object.entries(items).map(([name, item]) => [name, { item, wrapped: true }])
}

function unwrapped(items: Readonly<Record<string, string>>): [string, ListRule][] {
  return Object.entries(items).map(([name, item]) => [name, { item, wrapped: false }])
}
