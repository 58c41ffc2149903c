import { formatDialect } from '../lib/format.ts'
import { t } from '../lib/messages/index.ts'
import styles from './Caller.module.css'

/** A client in one dialect, or an application in all those that it calls. */
export type ShownCaller = { readonly client: string; readonly address: string } & (
  | { readonly dialect: string }
  | { readonly dialects: readonly string[] }
)

/** Who calls: what it says it is, where from, and in which dialects. */
export function CallerName({ caller }: { readonly caller: ShownCaller }) {
  const dialects = 'dialect' in caller ? [caller.dialect] : caller.dialects
  const dialect = dialects.map(formatDialect).join(', ')
  return (
    <>
      <span translate="no">{caller.client || t('caller.unnamed')}</span>
      <span className={styles['from']} translate="no">
        {t('caller.from', { address: caller.address, dialect })}
      </span>
    </>
  )
}

/** Stable across answers: an application is the same one in another dialect. */
export function callerKey(caller: ShownCaller): string {
  const { client, address } = caller
  return `${client}|${address}|${'dialect' in caller ? caller.dialect : ''}`
}
