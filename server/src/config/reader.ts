import { Secret } from '../lib/secret.ts'
import { ConfigError } from './errors.ts'
import { SETTINGS, type SettingName } from './settings.ts'

export type Environment = Record<string, string | undefined>

/** Turns the text of a setting into its value; undefined when it cannot be. */
export type Parser<T> = (text: string) => T | undefined

/** Reads settings one by one and remembers every fault, so that an operator sees them all at once. */
export class SettingsReader {
  readonly #env: Environment
  readonly #faults: string[] = []

  constructor(env: Environment) {
    this.#env = env
  }

  /** Null when not set. An empty value counts as not set: compose files pass such for unset variables. */
  text(name: SettingName): string | null {
    return this.#env[SETTINGS[name].env]?.trim() || null
  }

  /** A secret as it stands, spaces included; taken out of the environment. */
  secret(name: SettingName): Secret | null {
    const { env } = SETTINGS[name]
    const text = this.#env[env]
    delete this.#env[env]
    return text ? new Secret(text) : null
  }

  /** `fallback` when not set, and also after a fault, which then makes `finish` throw. */
  parsed<T>(name: SettingName, parse: Parser<T>, fallback: T, advice?: string): T {
    const text = this.text(name)
    if (text === null) return fallback
    const value = parse(text)
    if (value !== undefined) return value
    this.fault(
      name,
      `write ${SETTINGS[name].value} instead of what is there now${advice ? ` (${advice})` : ''}`,
    )
    return fallback
  }

  fault(name: SettingName, instead: string): void {
    this.#faults.push(`${SETTINGS[name].env}: ${instead}`)
  }

  /** @throws ConfigError when anything was wrong */
  finish(): void {
    if (this.#faults.length > 0) throw new ConfigError(this.#faults)
  }
}
