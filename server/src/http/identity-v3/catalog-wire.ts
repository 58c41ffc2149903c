import { hash } from 'node:crypto'
import { type Endpoint, endpointUrl } from '../../domain/catalog/endpoint.ts'
import { servicesOf } from '../../domain/catalog/services.ts'

/** Stands for the account number in a catalog that is kept as text; the same words as in stored addresses. */
const ANY_ACCOUNT = '%(tenant_id)s'

/** Accounts whose catalog is kept as text. */
const MAX_TEXTS = 1_000

interface CatalogTexts {
  /** The gaps between them are account numbers. */
  readonly pieces: readonly string[]
  readonly byAccount: Map<string, string>
}

/** Every login tells the catalog and it seldom changes, so its text is made once. */
const catalogTexts = new WeakMap<readonly Endpoint[], CatalogTexts>()

/** The catalog as JSON text, with the account number filled in. */
export function catalogText(endpoints: readonly Endpoint[], accountId: string, publicUrl: string): string {
  const { pieces, byAccount } = catalogTexts.get(endpoints) ?? remember(endpoints, publicUrl)
  const known = byAccount.get(accountId)
  if (known !== undefined) return known
  const text = pieces.join(accountId)
  if (byAccount.size >= MAX_TEXTS) byAccount.clear()
  byAccount.set(accountId, text)
  return text
}

function remember(endpoints: readonly Endpoint[], publicUrl: string): CatalogTexts {
  const pieces = JSON.stringify(catalogToWire(endpoints, publicUrl)).split(ANY_ACCOUNT)
  const texts = { pieces, byAccount: new Map<string, string>() }
  catalogTexts.set(endpoints, texts)
  return texts
}

function catalogToWire(endpoints: readonly Endpoint[], publicUrl: string) {
  return servicesOf(withIdentity(endpoints, publicUrl)).map((service) => ({
    id: serviceId(service),
    type: service.type,
    name: service.name,
    endpoints: service.endpoints.flatMap(placesToWire),
  }))
}

/** One place is up to three endpoints in Keystone's sense, one for each interface. */
function placesToWire(endpoint: Endpoint) {
  return interfacesOf(endpoint).map(({ name, url }) => ({
    id: endpointId(endpoint, name),
    interface: name,
    region_id: endpoint.region,
    region: endpoint.region,
    url: endpointUrl(url, ANY_ACCOUNT),
  }))
}

interface Interface {
  readonly name: 'public' | 'internal' | 'admin'
  readonly url: string
}

/** Management commands and old middleware look for an admin endpoint of the identity service. */
export function interfacesOf({ type, publicUrl, internalUrl }: Endpoint): readonly Interface[] {
  const open: Interface = { name: 'public', url: publicUrl }
  if (type !== IDENTITY) return internalUrl === null ? [open] : [open, { name: 'internal', url: internalUrl }]
  const inner = internalUrl ?? publicUrl
  return [open, { name: 'internal', url: inner }, { name: 'admin', url: inner }]
}

const IDENTITY = 'identity'
/** Stored endpoints count from 1. */
const OWN_ID = 0

/** This service, in every region there is: clients that were told a region look for it there. An own entry wins. */
export function withIdentity(endpoints: readonly Endpoint[], publicUrl: string): readonly Endpoint[] {
  if (endpoints.some(({ type }) => type === IDENTITY)) return endpoints
  const regions = regionsOf(endpoints)
  const own = {
    id: OWN_ID,
    name: 'keystone',
    type: IDENTITY,
    publicUrl: `${publicUrl}/v3`,
    internalUrl: null,
  }
  return [...endpoints, ...(regions.length > 0 ? regions : [null]).map((region) => ({ ...own, region }))]
}

/** Every region that the catalog names, in the order in which they first appear. */
export function regionsOf(endpoints: readonly Endpoint[]): readonly string[] {
  return [...new Set(endpoints.flatMap(({ region }) => region ?? []))]
}

/** Services are not rows of their own: what they are called is what they are. */
export function serviceId({ name, type }: Pick<Endpoint, 'name' | 'type'>): string {
  return hash('sha256', `service\0${type}\0${name}`).slice(0, 32)
}

export function endpointId({ id, name, type, region }: Endpoint, side: Interface['name']): string {
  const place = id === OWN_ID ? `${name}\0${type}\0${region ?? ''}` : id
  return hash('sha256', `endpoint\0${place}\0${side}`).slice(0, 32)
}
