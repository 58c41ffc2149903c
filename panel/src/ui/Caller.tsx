import { formatDialect } from '../lib/format.ts'
import { t } from '../lib/messages/index.ts'
import styles from './Caller.module.css'

interface Props {
  readonly caller: { readonly client: string; readonly address: string; readonly dialect: string }
}

/** Who calls: what it says it is, where from, and in which dialect. */
export function CallerName({ caller }: Props) {
  return (
    <>
      <span translate="no">{caller.client || t('caller.unnamed')}</span>
      <span className={styles['from']} translate="no">
        {t('caller.from', { address: caller.address, dialect: formatDialect(caller.dialect) })}
      </span>
    </>
  )
}

/** Stable for one caller across answers. */
export function callerKey({ client, address, dialect }: Props['caller']): string {
  return `${client}|${address}|${dialect}`
}
