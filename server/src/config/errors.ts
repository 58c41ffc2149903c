/** sysexits.h, EX_CONFIG: "something was found in an unconfigured or misconfigured state". */
export const EXIT_CONFIG = 78

/** The settings cannot be used. Names every fault at once, each with what to write instead. */
export class ConfigError extends Error {
  readonly exitCode = EXIT_CONFIG
  readonly faults: readonly string[]

  constructor(faults: readonly string[]) {
    super(faults.join('\n'))
    this.name = 'ConfigError'
    this.faults = faults
  }
}
