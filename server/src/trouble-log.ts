import type { StoreTrouble } from './domain/store.ts'
import type { Logger } from './http/kit/logging.ts'

/** The same trouble comes and goes as it is tried: a line a minute says enough. */
const TROUBLE_AGAIN_MS = 60_000

/** Says once what is wrong with the database, and once that it is over. */
export function troubleLog(logger: Pick<Logger, 'error' | 'info'>, now = () => performance.now()) {
  let cause = ''
  let atMs = Number.NEGATIVE_INFINITY
  let isOpen = false
  return (trouble: StoreTrouble | null): void => {
    if (trouble === null) {
      if (isOpen) logger.info('The database works again.')
      isOpen = false
    } else if (trouble.cause !== cause || now() - atMs >= TROUBLE_AGAIN_MS) {
      cause = trouble.cause
      atMs = now()
      isOpen = true
      logger.error({ task: 'database', fault: cause })
    }
  }
}
