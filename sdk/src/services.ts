import type {
  ImaginedRequest,
  NewEndpoint,
  NewServiceRule,
  Service,
  ServiceDecision,
  ServiceEndpoint,
  ServiceRule,
} from './service-types.ts'
import type { Transport } from './transport.ts'

/** The catalog and its rules, for those who run the installation. Everybody else is refused with `forbidden`. */
export interface Services {
  /** Every service with its endpoints and rules. @throws KeywardError `forbidden` */
  list(): Promise<readonly Service[]>
  /** Logins return it from then on. @throws KeywardError `conflict` for the same name, type and region, `invalid` */
  addEndpoint(endpoint: NewEndpoint): Promise<ServiceEndpoint>
  /** The last one takes the service away. @throws KeywardError `not_found` */
  removeEndpoint(endpointId: number): Promise<void>
  /** The first rule closes a service to everybody whom no rule names. @throws KeywardError `not_found`, `invalid` */
  addRule(service: string, rule: NewServiceRule): Promise<ServiceRule>
  /** Without its last rule a service is open to every good credential again. @throws KeywardError `not_found` */
  removeRule(ruleId: string): Promise<void>
  /** Whether a request would be let in, and why. Nothing is sent to the service. @throws KeywardError `not_found` */
  decide(service: string, request: ImaginedRequest): Promise<ServiceDecision>
}

export function createServices(send: Transport): Services {
  const path = (service: string, act: string) => `/services/${encodeURIComponent(service)}/${act}`
  return {
    list: async () => (await send<{ readonly items: readonly Service[] }>('GET', '/services')).items,
    addEndpoint: (endpoint) => send('POST', '/services', { body: endpoint }),
    removeEndpoint: (endpointId) => send('DELETE', `/services/endpoints/${endpointId}`),
    addRule: (service, rule) => send('POST', path(service, 'rules'), { body: rule }),
    removeRule: (ruleId) => send('DELETE', `/services/rules/${encodeURIComponent(ruleId)}`),
    decide: (service, request) =>
      send('GET', `${path(service, 'decision')}?${new URLSearchParams({ ...request })}`),
  }
}
