import type { AuditFilter, AuditPage, AuditStatus } from './audit-types.ts'
import type { FileTransport, Transport } from './transport.ts'

/** The audit log of the account; for owners and managers. */
export interface AuditLog {
  /**
   * A page, newest first.
   * @param from `next` of the page before
   * @param limit 1 to 200 entries, 100 unless told otherwise
   * @throws KeywardError `forbidden`; `not_found` for another account
   */
  page(filter?: AuditFilter, from?: { readonly cursor?: string; readonly limit?: number }): Promise<AuditPage>
  /** Whether the newest entries follow one another unaltered. @throws KeywardError as `page` */
  status(chain?: string): Promise<AuditStatus>
  /**
   * The same as a file, as it arrives. JSON lines of a whole chain are in its order, so that
   * `keyward audit verify --export FILE` follows them without the database; everything else is newest first.
   * @throws KeywardError as `page`; reading fails when the connection breaks
   */
  export(format: 'csv' | 'jsonl', filter?: AuditFilter): Promise<ReadableStream<Uint8Array>>
}

export function createAuditLog(send: Transport, fetchFile: FileTransport): AuditLog {
  return {
    page: (filter = {}, from = {}) => send('GET', `/audit${queryOf({ ...filter, ...from })}`),
    status: (chain) => send('GET', `/audit/status${queryOf({ chain })}`),
    export: (format, filter = {}) => fetchFile(`/audit/export${queryOf({ format, ...filter })}`),
  }
}

function queryOf(values: Readonly<Record<string, string | number | undefined>>): string {
  const given = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) if (value !== undefined) given.set(name, String(value))
  return given.size === 0 ? '' : `?${given}`
}
