import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ended, giveTo, started, textOf } from './mail-servers.ts'
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

/** Over Debian's configuration, as the written one is; only places and ports are others, and no name server answers. */
export async function startRspamd({ folder, config }: Needs): Promise<Rspamd> {
  const [port = 0] = await freePorts(1)
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
  for (const [name, text] of Object.entries(PLACES)) writeFileSync(at(`override.d/${name}`), text(at))
  const places = { LOCAL_CONFDIR: at('.'), DBDIR: at('db'), RUNDIR: at('run'), LOGDIR: at('log') }
  const vars = Object.entries(places).map(([name, value]) => `--var=${name}=${value}`)
  const args = ['-f', '-u', USER, '-g', USER, '-c', '/etc/rspamd/rspamd.conf', ...vars]
  const log = () => textOf(at('log/rspamd.log'))
  const child = await started('rspamd', args, port, log)
  return { port, log, stop: () => ended(child) }
}

/** The list of all public suffixes takes it long to read. */
const PLACES: Readonly<Record<string, (at: (name: string) => string) => string>> = {
  'options.inc': (at) => `control_socket = "${at('run/control.sock')} mode=0600";
url_tld = "${at('domains.txt')}";
dns {
  nameserver = ["127.0.0.1:1"];
  timeout = 0.05s;
  retransmits = 1;
}
`,
  'worker-controller.inc': () => 'enabled = false;\n',
}
