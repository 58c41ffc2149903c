import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { healthDialect } from '../../server/src/http/health/health.ts'
import { createMetrics } from '../../server/src/http/health/metrics.ts'
import type { HttpContext } from '../../server/src/http/kit/context.ts'
import { createLogger, logExchange } from '../../server/src/http/kit/logging.ts'
import { describedNative } from '../../server/src/http/native/description.ts'
import { hotVerify } from '../../server/src/http/native/hot-verify.ts'
import { nativeDialect } from '../../server/src/http/native/native.ts'
import { type PanelFile, readPanelFiles } from '../../server/src/http/panel/files.ts'
import { panelDialect } from '../../server/src/http/panel/panel.ts'
import { buildHttp } from '../../server/src/http/server.ts'
import { networkContains, parseNetwork } from '../../server/src/lib/cidr.ts'
import { type MailHosts, oneMailHost } from '../../server/src/lib/mail-hosts.ts'
import { openTestDeps, type TestDeps } from './deps.ts'

export interface TestHttpOptions {
  readonly publicUrl?: string
  readonly mailHosts?: MailHosts
  readonly panelFiles?: ReadonlyMap<string, PanelFile>
  /** Networks whose forwarded headers count. */
  readonly trustedProxies?: readonly string[]
  readonly sendsMail?: boolean
}

/** Our own API and the pages for people, on the real parts, without the other dialects. */
export interface TestHttp extends TestDeps {
  readonly app: FastifyInstance
  /** What was logged, one line each. */
  readonly logs: readonly string[]
  /** Sends a request past the network; the hot route is not on that way. */
  send(request: InjectOptions): Promise<LightMyRequestResponse>
  /** Listens on a free port of the loopback address. */
  listen(): Promise<number>
}

export const PUBLIC_URL = 'http://localhost:8080'

export async function openTestHttp(options: TestHttpOptions = {}): Promise<TestHttp> {
  const world = await openTestDeps({ sendsMail: options.sendsMail ?? false })
  const logs: string[] = []
  const logger = createLogger('debug', { write: (line) => logs.push(line) })
  const networks = (options.trustedProxies ?? []).flatMap((text) => parseNetwork(text) ?? [])
  const context: HttpContext = {
    deps: world.deps,
    publicUrl: options.publicUrl ?? PUBLIC_URL,
    mailHosts: options.mailHosts ?? oneMailHost('localhost'),
    trustedProxies: { contains: (address) => networks.some((network) => networkContains(network, address)) },
    apis: [describedNative],
  }
  const metrics = createMetrics(world.deps)
  const app = buildHttp({
    context,
    dialects: [nativeDialect, healthDialect(metrics), panelDialect(options.panelFiles ?? new Map())],
    hotRoutes: [hotVerify(context)],
    logger,
    onExchange: (exchange) => {
      metrics.observe(exchange)
      logExchange(logger, exchange)
    },
    tls: null,
  })
  const listen = async () => {
    await app.listen({ host: '127.0.0.1', port: 0 })
    const address = app.server.address()
    return typeof address === 'object' && address ? address.port : 0
  }
  const close = async () => {
    await app.close()
    await world.close()
  }
  return { ...world, app, logs, send: (request) => app.inject(request), listen, close }
}

/** Panel files as a build leaves them, read the way the server does. */
export function panelFilesOf(write: (folder: string) => void): ReadonlyMap<string, PanelFile> {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-panel-'))
  try {
    write(folder)
    return readPanelFiles(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
