import { type Endpoint, endpointUrl, serviceIdOf } from '../../domain/catalog/endpoint.ts'
import { IDENTITY, interfaceId, interfacesOf, OWN_ID } from '../../domain/catalog/interfaces.ts'
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
    id: service.endpoints[0]?.serviceId ?? serviceIdOf(service),
    type: service.type,
    name: service.name,
    endpoints: service.endpoints.flatMap(placesToWire),
  }))
}

/** One place is up to three endpoints in Keystone's sense, one for each interface. */
function placesToWire(endpoint: Endpoint) {
  return interfacesOf(endpoint).map(({ name, url }) => ({
    id: interfaceId(endpoint, name),
    interface: name,
    region_id: endpoint.region,
    region: endpoint.region,
    url: endpointUrl(url, ANY_ACCOUNT),
  }))
}

/** What this server is called in a catalog that does not tell of it. */
export const OWN_SERVICE = { name: 'keystone', type: IDENTITY } as const
export const ownServiceId = serviceIdOf(OWN_SERVICE)

/** Where this service is while the catalog names no region: what clients are set to that nobody has told another. */
const USUAL_REGION = 'RegionOne'

/** This service, in every region there is: clients that were told a region look for it there. An own entry wins. */
export function withIdentity(endpoints: readonly Endpoint[], publicUrl: string): readonly Endpoint[] {
  if (endpoints.some(({ type }) => type === IDENTITY)) return endpoints
  const regions = regionsOf(endpoints)
  const own = {
    id: OWN_ID,
    ...OWN_SERVICE,
    publicUrl: `${publicUrl}/v3`,
    internalUrl: null,
  }
  return [
    ...endpoints,
    ...(regions.length > 0 ? regions : [USUAL_REGION]).map((region) => ({ ...own, region })),
  ]
}

/** Every region that the catalog names, in the order in which they first appear. */
function regionsOf(endpoints: readonly Endpoint[]): readonly string[] {
  return [...new Set(endpoints.flatMap(({ region }) => region ?? []))]
}
