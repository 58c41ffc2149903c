import { accessSync, constants } from 'node:fs'
import { join, resolve } from 'node:path'
import { nameFault } from '../domain/users/name-fault.ts'
import type { Network } from '../lib/cidr.ts'
import { type MailHosts, parseMailHosts } from '../lib/mail-hosts.ts'
import type { Config, MasterKeySetting } from './config.ts'
import {
  type DatabaseTarget,
  isLoopback,
  parseCommand,
  parseDatabase,
  parseHost,
  parseLogLevel,
  parseNetworks,
  parsePort,
  parsePublicUrl,
  parseSwitch,
} from './parsers.ts'
import { type Environment, SettingsReader } from './reader.ts'
import { SETTINGS } from './settings.ts'
import { parseEmail, parseSmtpUrl } from './smtp-url.ts'
import { settingsWarnings } from './warnings.ts'

const DEFAULT_PORT = 8080

/**
 * Reads the settings. Takes the owner's password and the master key out of `env`.
 * @throws ConfigError naming every fault
 */
export function loadConfig(env: Environment): Config {
  const reader = new SettingsReader(env)
  const dataDir = resolve(reader.text('dataDir') ?? './data')
  const listener = readListener(reader)
  const config = {
    ...listener,
    dataDir,
    database: readDatabase(reader, dataDir),
    masterKey: readMasterKey(reader, dataDir),
    owner: readOwner(reader),
    showOnce: reader.parsed('showOnce', parseSwitch, false),
    mail: readMail(reader, listener.publicUrl),
    mailSystem: readMailSystem(reader, dataDir),
    mailHosts: reader.parsed<MailHosts | null>('mailHost', parseMailHosts, null),
    logLevel: reader.parsed('logLevel', parseLogLevel, 'info'),
  }
  reader.finish()
  return { ...config, warnings: settingsWarnings(config, env) }
}

/** The address in links and catalogs, once the port is known. */
export function publicUrlFor(config: Pick<Config, 'publicUrl' | 'tls'>, port: number): string {
  return config.publicUrl ?? `${config.tls ? 'https' : 'http'}://localhost:${port}`
}

function readListener(reader: SettingsReader) {
  const kubernetes =
    'Kubernetes sets it by itself for a service called keyward: use enableServiceLinks: false'
  const listener = {
    host: reader.parsed('host', parseHost, '127.0.0.1'),
    port: reader.parsed('port', parsePort, DEFAULT_PORT, kubernetes),
    publicUrl: reader.parsed<string | null>('publicUrl', parsePublicUrl, null),
    trustedProxies: reader.parsed<readonly Network[]>('trustedProxies', parseNetworks, []),
    tls: readTls(reader),
  }
  const insecureHttp = reader.parsed('insecureHttp', parseSwitch, false)
  if (!isLoopback(listener.host) && !listener.tls && !insecureHttp) {
    reader.fault(
      'host',
      'plain HTTP is offered on this machine alone (127.0.0.1); for other machines set KEYWARD_TLS_CERT_FILE ' +
        'and KEYWARD_TLS_KEY_FILE, or KEYWARD_INSECURE_HTTP=1 when a proxy in front speaks TLS',
    )
  }
  return listener
}

function readTls(reader: SettingsReader): Config['tls'] {
  const certFile = reader.text('tlsCertFile')
  const keyFile = reader.text('tlsKeyFile')
  if (certFile) checkReadable(reader, 'tlsCertFile', certFile)
  if (keyFile) checkReadable(reader, 'tlsKeyFile', keyFile)
  if (certFile && keyFile) return { certFile: resolve(certFile), keyFile: resolve(keyFile) }
  if (certFile) reader.fault('tlsKeyFile', 'name the private key of the certificate too')
  if (keyFile) reader.fault('tlsCertFile', 'name the certificate of the private key too')
  return null
}

function checkReadable(reader: SettingsReader, name: 'tlsCertFile' | 'tlsKeyFile', path: string): void {
  try {
    accessSync(path, constants.R_OK)
  } catch {
    reader.fault(name, `name a file that the server can read; ${resolve(path)} is not one`)
  }
}

function readDatabase(reader: SettingsReader, dataDir: string): DatabaseTarget {
  const fallback: DatabaseTarget = { engine: 'sqlite', path: join(dataDir, 'keyward.db') }
  return reader.parsed('databaseUrl', parseDatabase, fallback)
}

function readMail(reader: SettingsReader, publicUrl: string | null): Config['mail'] {
  const text = reader.secret('smtpUrl')
  const target = text && parseSmtpUrl(text.reveal().trim())
  if (target === undefined)
    reader.fault('smtpUrl', `write ${SETTINGS.smtpUrl.value} instead of what is there now`)
  const host = publicUrl === null ? 'localhost' : new URL(publicUrl).hostname
  const from = reader.parsed('smtpFrom', parseEmail, `keyward@${host}`)
  return target ? { ...target, from } : null
}

function readMailSystem(reader: SettingsReader, dataDir: string): Config['mailSystem'] {
  const port = reader.parsed<number | null>('mailPort', parsePort, null)
  const sockets = resolve(reader.text('mailSockets') ?? join(dataDir, 'mail'))
  return port === null ? null : { port, sockets }
}

/** A named file wins over a program, a program over the value, the value over the default file. */
function readMasterKey(reader: SettingsReader, dataDir: string): MasterKeySetting {
  const value = reader.secret('masterKey')
  const path = reader.text('masterKeyFile')
  const command = reader.parsed('masterKeyCommand', parseCommand, null)
  if (path) return { kind: 'file', path: resolve(path) }
  if (command) return { kind: 'command', command }
  if (value) return { kind: 'value', value }
  return { kind: 'file', path: join(dataDir, 'master.key') }
}

function readOwner(reader: SettingsReader): Config['owner'] {
  const username = reader.text('ownerUsername')
  const password = reader.secret('ownerPassword')
  if (username && nameFault(username) !== null)
    reader.fault('ownerUsername', 'begin with a letter and use letters, digits and @ . _ + - only')
  if (username && password) return { username, password }
  if (username) reader.fault('ownerPassword', 'set it together with KEYWARD_OWNER_USERNAME')
  if (password) reader.fault('ownerUsername', 'set it together with KEYWARD_OWNER_PASSWORD')
  return null
}
