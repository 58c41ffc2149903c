import { spawnSync } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
import { ROOT } from '../../server/bin/pinned-node.mjs'
import { chromiumProgram, WHOLE_CHROMIUM } from '../../tests/support/chromium.ts'
import { postgresPrograms } from '../../tests/support/postgres-server.ts'
import { PYTHON, RUBY } from '../../tests/support/programs.ts'

/** Something a suite runs that npm cannot bring. */
export interface Need {
  /** Name of the Debian package that brings it. */
  readonly package: string
  isHere(): boolean
  /** Whether something else does as well, only slower: enough where the package cannot be installed. */
  isReplaced?(): boolean
}

export const POSTGRES: Need = { package: 'postgresql', isHere: () => postgresPrograms() !== undefined }

export const CHROMIUM: readonly Need[] = [
  {
    package: 'chromium-headless-shell',
    isHere: () => chromiumProgram() !== undefined && chromiumProgram() !== WHOLE_CHROMIUM,
    isReplaced: () => chromiumProgram() !== undefined,
  },
  { package: 'fonts-liberation', isHere: () => process.platform !== 'linux' || hasFonts() },
]

export const CLIENTS: readonly Need[] = [
  { package: 'python3-libcloud', isHere: () => hasPython('libcloud') },
  { package: 'python3-swiftclient', isHere: () => hasPython('swiftclient') },
  { package: 'python3-keystoneclient', isHere: () => hasPython('keystoneclient') },
  { package: 'python3-openstackclient', isHere: () => hasPython('openstackclient') },
  { package: 'ruby-fog-rackspace', isHere: () => hasGem('fog-rackspace') },
  { package: 'rclone', isHere: () => onPath('rclone') },
]

export const EXAMPLES: readonly Need[] = [
  { package: 'nginx', isHere: () => onPath('nginx') || existsSync('/usr/sbin/nginx') },
  { package: 'caddy', isHere: () => onPath('caddy') },
  { package: 'curl', isHere: () => onPath('curl') },
  { package: 'python3-requests', isHere: () => hasPython('requests') },
  { package: 'ruby', isHere: () => onPath('ruby') },
  { package: 'php-cli', isHere: () => onPath('php') },
  { package: 'php-curl', isHere: () => succeeds('php', '-r', 'exit(extension_loaded("curl") ? 0 : 1);') },
]

export const MAIL_SERVERS: readonly Need[] = [
  { package: 'postfix', isHere: () => existsSync('/usr/lib/postfix/sbin/master') && isRoot() },
  ...[
    'dovecot-imapd',
    'dovecot-lmtpd',
    'dovecot-pop3d',
    'dovecot-sieve',
    'dovecot-pgsql',
    'postfix-pgsql',
  ].map((name) => ({ package: name, isHere: () => existsSync(`/usr/share/doc/${name}`) })),
  { package: 'rspamd', isHere: () => existsSync('/usr/bin/rspamd') },
  { package: 'python3-dkim', isHere: () => hasPython('dkim') },
  { package: 'openssl', isHere: () => onPath('openssl') },
]

export const OPENSTACK: readonly Need[] = [
  ...['proxy', 'account', 'container', 'object'].map((part) => ({
    package: `swift-${part}`,
    isHere: () => onPath(`swift-${part}-server`),
  })),
  { package: 'python3-keystonemiddleware', isHere: () => hasPython('keystonemiddleware') },
  { package: 'python3-swiftclient', isHere: () => hasPython('swiftclient') },
  { package: 'rclone', isHere: () => onPath('rclone') },
  { package: 'restic', isHere: () => onPath('restic') },
  { package: 'curl', isHere: () => onPath('curl') },
]

/** One installation at a time on this machine: each moves the same policy-rc.d aside. */
const LOCK = '/run/lock/keyward-test-packages'

/** What to install. */
export function missing(needs: readonly Need[]): string[] {
  return needs.filter((need) => !need.isHere()).map((need) => need.package)
}

/** What a suite cannot do without. */
export function lacking(needs: readonly Need[]): string[] {
  return missing(needs.filter((need) => need.isReplaced?.() !== true))
}

/** Why missing packages cannot be installed here, or undefined when they can. */
export function whyNotInstall(): string | undefined {
  if (process.env['KEYWARD_TEST_INSTALL'] === '0') return 'KEYWARD_TEST_INSTALL=0 forbids installing'
  if (!existsSync('/etc/debian_version') || !onPath('apt-get')) return 'this is not Debian'
  if (process.getuid?.() !== 0) return 'only root can install'
  return undefined
}

/** Installs what suites need, and says so. What could not be installed stays missing. */
export function installPackages(packages: readonly string[]): void {
  console.log(`installing for the tests: ${packages.join(' ')}`)
  const script = `${ROOT}scripts/testing/apt-install.ts`
  // Blocking on purpose: a signal that arrives now is dealt with when dpkg has finished, not in its middle.
  const flock = spawnSync('flock', ['--no-fork', LOCK, process.execPath, script, ...packages], {
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    maxBuffer: Number.POSITIVE_INFINITY,
  })
  if (flock.status !== 0) console.error(flock.error?.message ?? `${flock.stdout}${flock.stderr}`)
}

function onPath(program: string) {
  return succeeds('sh', '-c', `command -v ${program}`)
}

function hasPython(name: string) {
  return succeeds(PYTHON, '-c', `import importlib.util as i; exit(i.find_spec('${name}') is None)`)
}

/** Postfix is started by root alone. */
function isRoot() {
  return process.getuid?.() === 0
}

function hasGem(name: string) {
  return succeeds(RUBY, '-e', `Gem::Specification.find_by_name('${name}')`)
}

/** Chromium draws no text at all without a single font. */
function hasFonts() {
  return globSync('/usr/share/fonts/**/*.{ttf,otf,ttc}').length > 0
}

function succeeds(program: string, ...args: string[]) {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0
}
