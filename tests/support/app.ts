import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { type Keyward, openKeyward } from '../../server/src/app.ts'
import { ALL_APIS, allDialects, allHotRoutes } from '../../server/src/dialects.ts'
import { addAccount } from '../../server/src/domain/accounts/create-account.ts'
import type { SystemActor } from '../../server/src/domain/actor.ts'
import { addEndpoint } from '../../server/src/domain/catalog/add-endpoint.ts'
import type { Deps } from '../../server/src/domain/deps.ts'
import { createOwner } from '../../server/src/domain/users/create-owner.ts'
import { addUser } from '../../server/src/domain/users/create-user.ts'
import { createMetrics } from '../../server/src/http/health/metrics.ts'
import type { HttpContext } from '../../server/src/http/kit/context.ts'
import { createLogger } from '../../server/src/http/kit/logging.ts'
import { buildHttp, nextRequestId } from '../../server/src/http/server.ts'
import { oneMailHost } from '../../server/src/lib/mail-hosts.ts'
import { CHEAP } from './cheap.ts'
import { SILENT_DNS } from './deps.ts'
import { cheapDkim } from './dkim.ts'
import { MAIL } from './mail-setting.ts'
import { recordRoutes, type ServedRoute } from './routes.ts'
import { OWNER } from './server.ts'
import { targetOf } from './stores.ts'

export const PUBLIC_URL = 'https://keyward.example'
/** Who prepares the data of a test. */
export const TESTER: SystemActor = { kind: 'system', name: 'test' }

export interface TestUser {
  readonly accountId: string
  readonly userId: string
  readonly username: string
  readonly apiKey: string
}

/** The whole server in this process, on a database of its own, without a listener. */
export interface TestApp {
  readonly http: FastifyInstance
  /** What its dialects were given. */
  readonly context: HttpContext
  /** Every route of every dialect. */
  readonly routes: readonly ServedRoute[]
  readonly deps: Deps
  readonly keyward: Keyward
  readonly owner: TestUser & { readonly password: string }
  /** Where the database is, if it is SQLite's. */
  readonly dataDir: string
  /** Lets time pass for everything in the server. */
  readonly wait: (ms: number) => void
  readonly nowMs: () => number
  readonly addAccount: (name?: string) => Promise<string>
  /** In the owner's account unless told otherwise. */
  readonly addUser: (username: string, more?: NewTestUser) => Promise<TestUser>
  readonly addService: (
    name: string,
    type: string,
    region?: string | null,
    url?: string,
    internalUrl?: string | null,
  ) => Promise<void>
  /** Stops it before the file's tests are done; else that happens by itself. */
  readonly close: () => Promise<void>
}

export interface NewTestUser {
  readonly accountId?: string
  readonly password?: string
  readonly roles?: readonly string[]
  readonly email?: string
  readonly defaultRegion?: string
}

/**
 * Builds the server as `serve` does, with an owner.
 * @param databaseUrl of an empty PostgreSQL database; else SQLite in a folder of its own
 * @param options `trustsLoopback` makes this machine a proxy whose forwarded addresses count
 */
export async function openTestApp(
  databaseUrl?: string,
  {
    showOnce = false,
    trustsLoopback = false,
    passwordCost = CHEAP,
    sendsMail = false,
    dns = SILENT_DNS,
  } = {},
): Promise<TestApp> {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-app-'))
  // Stands still unless told to go: a busy machine must not let a limit recover in the middle of a test.
  let nowMs = Date.now()
  const clock = { now: () => nowMs }
  const masterKey = { kind: 'file', path: join(folder, 'master.key') } as const
  const database = await targetOf(folder, databaseUrl)
  const config = { database, masterKey, showOnce, mail: sendsMail ? MAIL : null }
  const keyward = await openKeyward(config, { clock, passwordCost, dns, dkim: cheapDkim })
  const { deps } = keyward
  const routes: ServedRoute[] = []
  const trustedProxies = { contains: (address: string) => trustsLoopback && address.startsWith('127.') }
  const mailHosts = oneMailHost('localhost')
  const context = { deps, publicUrl: PUBLIC_URL, mailHosts, trustedProxies, apis: ALL_APIS }
  const http = await listenerOn(context, routes)
  let closed: Promise<void> | undefined
  const close = () => {
    closed ??= http
      .close()
      .then(() => keyward.close())
      .finally(() => rmSync(folder, { recursive: true, force: true }))
    return closed
  }
  after(close)
  const owner = await addOwner(deps)
  return {
    http,
    context,
    routes,
    deps,
    keyward,
    owner,
    dataDir: folder,
    wait: (ms) => {
      nowMs += ms
    },
    nowMs: clock.now,
    addAccount: async (name = 'another') => (await addAccount(deps, TESTER, { name })).id,
    addUser: async (username, more = {}) => {
      const { password = null, accountId = owner.accountId, ...rest } = more
      const { user, apiKey } = await addUser(deps, TESTER, { ...rest, name: username, accountId, password })
      return { accountId, userId: user.id, username, apiKey }
    },
    addService: async (
      name,
      type,
      region = null,
      publicUrl = `https://${name}.example/v1/%(tenant_id)s`,
      internalUrl = null,
    ) => {
      await addEndpoint(deps, TESTER, { name, type, region, publicUrl, internalUrl })
    },
    close,
  }
}

async function listenerOn(context: HttpContext, routes: ServedRoute[]): Promise<FastifyInstance> {
  const metrics = createMetrics(context.deps)
  const http = buildHttp({
    context,
    dialects: allDialects(metrics).map((dialect) => recordRoutes(dialect, routes)),
    hotRoutes: allHotRoutes({ context, nextRequestId, onExchange: metrics.observe }),
    logger: createLogger('silent', { write: () => {} }),
    onExchange: metrics.observe,
    tls: null,
  })
  await http.ready()
  return http
}

async function addOwner(deps: Deps): Promise<TestApp['owner']> {
  const { username, password } = OWNER
  const passwordHash = await deps.hasher.hash(password)
  const { user, apiKey } = await deps.store.transaction((tx) =>
    createOwner(deps, tx, { name: username, passwordHash }),
  )
  return { accountId: user.accountId, userId: user.id, username, apiKey, password }
}
