import type {
  AddedAdministrator,
  Administrator,
  AdministratorChange,
  NewAdministrator,
} from './administrator-types.ts'
import { newIdempotencyKey } from './idempotency.ts'
import type { Transport } from './transport.ts'
import type { Invitation } from './user-types.ts'
import { type Edit, editCall, type Versioned } from './version.ts'

/** Administrators of the e-mail area of the own account, for super administrators. */
export interface Administrators {
  /** By name. @throws KeywardError `forbidden` for everybody else */
  list(): Promise<readonly Administrator[]>
  /** @throws KeywardError `not_found` */
  get(id: string): Promise<Administrator & Versioned>
  /**
   * Makes an administrator. Repeating with the same `idempotencyKey` within 24 hours makes nothing and gives the same
   * invitation.
   * @throws KeywardError `step_up_needed`, `conflict` for a name that is taken
   */
  add(administrator: NewAdministrator, idempotencyKey?: string): Promise<AddedAdministrator>
  /** @throws KeywardError `step_up_needed`, `forbidden` for the last super administrator */
  change(id: string, change: Edit<AdministratorChange>): Promise<Administrator & Versioned>
  /** Another invitation; earlier ones open nothing any more. @throws KeywardError `step_up_needed` */
  invite(id: string): Promise<Invitation>
  /** @throws KeywardError `step_up_needed`, `forbidden` for the last super administrator and oneself */
  delete(id: string): Promise<void>
}

export function createAdministrators(send: Transport): Administrators {
  const path = (id: string, act = '') => `/administrators/${encodeURIComponent(id)}${act}`
  return {
    list: async () =>
      (await send<{ readonly items: readonly Administrator[] }>('GET', '/administrators')).items,
    get: (id) => send('GET', path(id)),
    add: (administrator, idempotencyKey = newIdempotencyKey()) =>
      send('POST', '/administrators', {
        body: administrator,
        headers: { 'idempotency-key': idempotencyKey },
      }),
    change: (id, change) => send('PATCH', path(id), editCall(change)),
    invite: (id) => send('POST', path(id, '/invitation')),
    delete: (id) => send('DELETE', path(id)),
  }
}
