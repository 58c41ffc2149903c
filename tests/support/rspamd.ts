import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ended, giveTo, started, textOf } from './mail-servers.ts'
import { startNameServer } from './name-server.ts'
import { freePorts } from './ports.ts'

/** An rspamd of the test's own. */
export interface Rspamd {
  /** On 127.0.0.1, where it takes messages from Postfix. */
  readonly port: number
  readonly log: () => string
  readonly stop: () => Promise<void>
}

interface Needs {
  /** A folder that its user can enter. */
  readonly folder: string
  /** As `keyward mail config` has written it. */
  readonly config: string
}

const USER = '_rspamd'

/** What the only name server says. */
const RECORDS = { 'strict.example': 'v=spf1 -all', '_dmarc.strict.example': 'v=DMARC1; p=reject' }

/** Over Debian's configuration, as the written one is; only places and ports are others, and a name server of the test's own. */
export async function startRspamd({ folder, config }: Needs): Promise<Rspamd> {
  const [port = 0] = await freePorts(1)
  const names = await startNameServer(RECORDS)
  const at = (name: string) => join(folder, 'rspamd', name)
  mkdirSync(at('override.d'), { recursive: true })
  cpSync(join(config, 'rspamd/local.d'), at('local.d'), { recursive: true })
  for (const name of ['db', 'run', 'log']) {
    mkdirSync(at(name))
    giveTo(USER, at(name))
  }
  giveTo(USER, at('local.d/rspamd.lua'))
  const proxy = readFileSync(at('local.d/worker-proxy.inc'), 'utf8')
  writeFileSync(at('local.d/worker-proxy.inc'), proxy.replaceAll('11332', String(port)))
  writeFileSync(at('domains.txt'), 'example\n')
  for (const [name, text] of Object.entries(PLACES))
    writeFileSync(at(`override.d/${name}`), text(at, names.port))
  const places = { LOCAL_CONFDIR: at('.'), DBDIR: at('db'), RUNDIR: at('run'), LOGDIR: at('log') }
  const vars = Object.entries(places).map(([name, value]) => `--var=${name}=${value}`)
  const args = ['-f', '-u', USER, '-g', USER, '-c', '/etc/rspamd/rspamd.conf', ...vars]
  const log = () => textOf(at('log/rspamd.log'))
  const child = await started('rspamd', args, port, log).catch(async (error: unknown) => {
    await names.stop()
    throw error
  })
  let stopped: Promise<unknown> | undefined
  const stop = async () => {
    stopped ??= Promise.all([ended(child), names.stop()])
    await stopped
  }
  return { port, log, stop }
}

/** The list of all public suffixes takes it long to read. */
const PLACES: Readonly<Record<string, (at: (name: string) => string, dnsPort: number) => string>> = {
  'options.inc': (at, dnsPort) => `control_socket = "${at('run/control.sock')} mode=0600";
url_tld = "${at('domains.txt')}";
dns {
  nameserver = ["127.0.0.1:${dnsPort}"];
  timeout = 0.05s;
  retransmits = 1;
}
`,
  'worker-controller.inc': () => 'enabled = false;\n',
  // All tests come from this machine, whose mail is not looked at like that.
  'spf.conf': () => 'check_local = true;\n',
  'dkim.conf': () => 'check_local = true;\n',
  'dmarc.conf': () => 'check_local = true;\n',
}
