/** sysexits.h, EX_CONFIG: "something was found in an unconfigured or misconfigured state". */
const EXIT_CONFIG = 78

/** There is no master key, or not the one this database was sealed with. Nothing has been written. */
export class MasterKeyError extends Error {
  readonly exitCode = EXIT_CONFIG

  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'MasterKeyError'
  }
}

/** There is a master key, but this database was sealed with another one. */
export class WrongMasterKeyError extends MasterKeyError {
  constructor(message: string) {
    super(message)
    this.name = 'WrongMasterKeyError'
  }
}
