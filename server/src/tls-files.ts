import { readFileSync } from 'node:fs'
import { Server } from 'node:tls'
import type { Config } from './config/config.ts'
import { MIN_TLS } from './http/server.ts'

type Place = NonNullable<Config['tls']>

interface Pair {
  readonly cert: Buffer
  readonly key: Buffer
}

/** Certificate and key of the listener, which may be renewed while it runs. */
export class TlsFiles {
  readonly #place: Place
  #seen: Pair

  /** @throws NodeJS.ErrnoException when a file cannot be read */
  constructor(place: Place) {
    this.#place = place
    this.#seen = read(place)
  }

  /** As they were when last looked at. */
  get pair(): Pair {
    return this.#seen
  }

  /**
   * Gives the server what has changed in the files. Connections that are open go on; what cannot be used, such as a
   * new certificate whose key is still to come, leaves the server as it was.
   * @throws errors of the files, and of OpenSSL once for each change
   */
  renew(server: object): void {
    const found = read(this.#place)
    if (found.cert.equals(this.#seen.cert) && found.key.equals(this.#seen.key)) return
    this.#seen = found
    if (server instanceof Server) server.setSecureContext({ ...found, minVersion: MIN_TLS })
  }
}

function read({ certFile, keyFile }: Place): Pair {
  return { cert: readFileSync(certFile), key: readFileSync(keyFile) }
}
