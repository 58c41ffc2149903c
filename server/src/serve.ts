import type { AddressInfo } from 'node:net'
import { type Keyward, openKeyward } from './app.ts'
import type { Config } from './config/config.ts'
import { publicUrlFor } from './config/load.ts'
import { ALL_APIS, allDialects, allHotRoutes } from './dialects.ts'
import type { SystemActor } from './domain/actor.ts'
import { DomainError } from './domain/errors.ts'
import { forgetCopiesOfAll } from './domain/keys/forget-copies.ts'
import { linkPath } from './domain/links/create-link.ts'
import { createSetUpLink } from './domain/links/set-up.ts'
import { createOwnerOnce } from './domain/users/create-owner.ts'
import { startHousekeeping } from './housekeeping.ts'
import { createMetrics } from './http/health/metrics.ts'
import type { HttpContext } from './http/kit/context.ts'
import type { Exchange } from './http/kit/exchange.ts'
import { createLogger, type Logger, logExchange } from './http/kit/logging.ts'
import { buildHttp, nextRequestId } from './http/server.ts'
import { startJobs } from './job-worker.ts'
import { networkContains } from './lib/cidr.ts'
import { oneMailHost } from './lib/mail-hosts.ts'
import { type Sender, startSender } from './mail/sender.ts'
import { mailServer } from './mail/smtp.ts'
import { type MailSystem, startMailSystem } from './mail-system/start.ts'
import { TlsFiles } from './tls-files.ts'
import { troubleLog } from './trouble-log.ts'

/** What a stop waits for at most before connections are cut, ms. */
const GRACE_MS = 10_000
/** The same for mails that are being handed over. */
const MAIL_GRACE_MS = 5_000

const STARTING: SystemActor = { kind: 'system', name: 'server start' }

/** A running server. */
export interface RunningServer {
  readonly keyward: Keyward
  readonly publicUrl: string
  stop(): Promise<void>
}

/**
 * Opens the data, makes the owner where one is configured, and listens.
 * @throws what `openKeyward` throws; the listener's own errors, such as a port in use
 */
export async function startServer(config: Config): Promise<RunningServer> {
  // Waiting would keep this process from saying what it waits for.
  const keyward = await openKeyward(config, { busyTimeoutMs: 0 })
  const logger = createLogger(config.logLevel)
  keyward.deps.store.onTrouble(troubleLog(logger))
  try {
    await applyShowOnce(keyward, logger)
    if (config.owner) {
      const { username, password } = config.owner
      await createOwnerOnce(keyward.deps, { name: username, password: password.reveal() })
    }
    return await listen(config, keyward, logger)
  } catch (error) {
    // Said now or never: the next start finds the file there.
    if (keyward.newMasterKeyFile) {
      process.stderr.write(`keyward: ${masterKeyMade(keyward.newMasterKeyFile).join('\nkeyward: ')}\n`)
    }
    await keyward.close()
    throw error
  }
}

/** Without this the copies made before the setting would lie there until each key is reset. */
async function applyShowOnce({ deps }: Keyward, logger: Logger): Promise<void> {
  if (!deps.showOnce) return
  const copies = await forgetCopiesOfAll(deps, STARTING)
  if (copies > 0) logger.warn(`KEYWARD_SHOW_ONCE: copies of keys forgotten: ${copies}`)
}

async function listen(config: Config, keyward: Keyward, logger: Logger): Promise<RunningServer> {
  let port = config.port
  const context: HttpContext = {
    deps: keyward.deps,
    get publicUrl() {
      return publicUrlFor(config, port)
    },
    get mailHosts() {
      return config.mailHosts ?? oneMailHost(new URL(publicUrlFor(config, port)).hostname)
    },
    trustedProxies: {
      contains: (address) => config.trustedProxies.some((net) => networkContains(net, address)),
    },
    apis: ALL_APIS,
  }
  const metrics = createMetrics(keyward.deps)
  const onExchange = (exchange: Exchange) => {
    metrics.observe(exchange)
    keyward.deps.calls.answers.add(exchange.dialect, exchange.durationMs)
    logExchange(logger, exchange)
  }
  const hotRoutes = allHotRoutes({ context, nextRequestId, onExchange })
  const tls = config.tls && new TlsFiles(config.tls)
  const dialects = allDialects(metrics)
  const app = buildHttp({ context, dialects, hotRoutes, logger, onExchange, tls: tls?.pair ?? null })
  const mailSystem = await startMailServers(config, keyward, logger)
  await app.listen({ host: config.host, port: config.port }).catch(async (error: unknown) => {
    await mailSystem?.stop()
    throw error
  })
  port = listeningPort(app.server.address(), port)
  const renewTls = async () => tls?.renew(app.server)
  const stopHousekeeping = startHousekeeping(keyward, config.dataDir, renewTls, (task, error) =>
    logger.error({ task, error }),
  )
  const sender = startMail(config, keyward, context, logger)
  // Nobody waits for the answer to a row.
  const jobDeps = { ...keyward.deps, store: keyward.store }
  const stopJobs = startJobs(jobDeps, (error) => logger.error({ task: 'jobs', error }))
  const stop = async () => {
    stopHousekeeping()
    await mailSystem?.stop()
    const cut = setTimeout(() => app.server.closeAllConnections(), GRACE_MS)
    await app.close()
    clearTimeout(cut)
    await stopJobs()
    await sender?.stop(MAIL_GRACE_MS)
    await keyward.close()
  }
  return { keyward, publicUrl: context.publicUrl, stop }
}

async function startMailServers(
  { mailSystem, dataDir }: Config,
  { deps }: Keyward,
  logger: Logger,
): Promise<MailSystem | null> {
  if (!mailSystem) return null
  return startMailSystem(deps, mailSystem, dataDir, (error) => {
    // What is wrong with the database is said once, not for every question.
    if (!(error instanceof DomainError)) logger.error({ task: 'mail system', error })
  })
}

function startMail({ mail }: Config, { deps }: Keyward, context: HttpContext, logger: Logger): Sender | null {
  if (!mail) return null
  const { post } = mailServer(mail, () => context.publicUrl)
  return startSender(deps, post, {
    onFault: (attempt) => logger.warn({ task: 'mail', code: attempt.outcome, fault: attempt.fault }),
    onError: (error) => logger.error({ task: 'mail', error }),
  })
}

/** What a person reads at the start: where it is, and how to sign in the first time. */
export async function greeting({ keyward, publicUrl }: RunningServer): Promise<string> {
  const lines = [`Keyward is ready: ${publicUrl}`]
  if (keyward.newMasterKeyFile) lines.push(...masterKeyMade(keyward.newMasterKeyFile))
  const link = await createSetUpLink(keyward.deps)
  if (link)
    lines.push('First sign-in, one time, within 24 hours:', `  ${publicUrl}${linkPath('setup', link)}`)
  return lines.join('\n')
}

function masterKeyMade(file: string): readonly string[] {
  return [
    `A master key was made: ${file}`,
    'Keep a copy of it away from the database. Without it the keys in the database cannot be read.',
  ]
}

function listeningPort(address: AddressInfo | string | null, configured: number): number {
  return typeof address === 'object' && address ? address.port : configured
}
