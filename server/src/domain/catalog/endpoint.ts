/** One endpoint of a service in the catalog. `%(tenant_id)s` in an address stands for the account number. */
export interface Endpoint {
  readonly id: number
  readonly name: string
  readonly type: string
  /** Upper case; null for a service without regions. */
  readonly region: string | null
  readonly publicUrl: string
  readonly internalUrl: string | null
}

/** Puts the account number into a catalog address. Nothing else is ever interpolated. */
export function endpointUrl(template: string, accountId: string): string {
  return template.replaceAll('%(tenant_id)s', accountId).replaceAll('$(tenant_id)s', accountId)
}
