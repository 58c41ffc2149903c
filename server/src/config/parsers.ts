import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { type Network, networkContains, parseNetwork } from '../lib/cidr.ts'
import { Secret } from '../lib/secret.ts'

export type DatabaseTarget =
  | { readonly engine: 'sqlite'; readonly path: string }
  /** The address holds the password. */
  | { readonly engine: 'postgres'; readonly url: Secret }

export type LogLevel = (typeof LOG_LEVELS)[number]

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
const LOOPBACK = [parseNetwork('127.0.0.0/8'), parseNetwork('::1')]
const HOST_NAME = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i

export function parseHost(text: string): string | undefined {
  return isIP(text) || HOST_NAME.test(text) ? text : undefined
}

export function isLoopback(host: string): boolean {
  if (host.toLowerCase() === 'localhost') return true
  return LOOPBACK.some((network) => network !== null && networkContains(network, host))
}

export function parsePort(text: string): number | undefined {
  return /^[0-9]{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : undefined
}

export function parseSwitch(text: string): boolean | undefined {
  if (/^(1|true|yes|on)$/i.test(text)) return true
  return /^(0|false|no|off)$/i.test(text) ? false : undefined
}

export function parseLogLevel(text: string): LogLevel | undefined {
  return LOG_LEVELS.find((level) => level === text)
}

export function parseDatabase(text: string): DatabaseTarget | undefined {
  if (text.startsWith('sqlite:')) {
    const path = text.slice('sqlite:'.length)
    return path === '' || path.startsWith('//') || path === ':memory:'
      ? undefined
      : { engine: 'sqlite', path: resolve(path) }
  }
  if (!/^postgres(ql)?:\/\//.test(text)) return undefined
  return URL.canParse(text) ? { engine: 'postgres', url: new Secret(text) } : undefined
}

/** Scheme, host and port alone: every path of the server starts at the root of its address. */
export function parsePublicUrl(text: string): string | undefined {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined
  const url = new URL(text)
  if (url.pathname !== '/' || url.search || url.hash || url.username || url.password) return undefined
  return url.origin
}

export function parseNetworks(text: string): readonly Network[] | undefined {
  const networks: Network[] = []
  for (const part of text.split(',')) {
    const network = parseNetwork(part.trim())
    if (!network) return undefined
    networks.push(network)
  }
  return networks
}

/** A JSON list where an argument holds a space, else words. There is no shell, so quotes would mean nothing. */
export function parseCommand(text: string): readonly [string, ...string[]] | undefined {
  const words = text.startsWith('[') ? jsonWords(text) : text.split(/\s+/)
  const [program, ...rest] = words
  if (!program || words.some((word) => /["'`]/.test(word) && !text.startsWith('['))) return undefined
  return [program, ...rest]
}

function jsonWords(text: string): string[] {
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) && value.every((word) => typeof word === 'string') ? value : []
  } catch {
    return []
  }
}
