/** Where a recipe's parts are. */
export interface Addresses {
  /** This server, `https://keys.example.com`. */
  readonly keyward: string
  /** The service as its clients call it; null for one that is not in the catalog yet. */
  readonly service: string | null
}

/** An example of the repository with the addresses of this installation in the place of its own. */
export function recipeFor(example: string, { keyward, service }: Addresses): string {
  const { origin, host, hostname, port, protocol } = new URL(keyward)
  const portNumber = port || (protocol === 'https:' ? '443' : '80')
  const filled = example
    .replaceAll(/http:\/\/(?:127\.0\.0\.1|localhost):8080/g, origin)
    .replaceAll('127.0.0.1:8080', port === '' ? `${hostname}:${portNumber}` : host)
    .replaceAll('address: 127.0.0.1, port_value: 8080', `address: ${hostname}, port_value: ${portNumber}`)
  return service === null ? filled : filled.replaceAll('localhost:8081', new URL(service).host)
}
