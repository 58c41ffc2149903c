import type { ReactNode } from 'react'
import { t } from '../lib/messages/index.ts'
import { formatNumber } from '../lib/numbers.ts'
import { CallerName, callerKey, type ShownCaller } from './Caller.tsx'
import { RelativeTime } from './RelativeTime.tsx'
import { Table } from './Table.tsx'

type CountedCaller = ShownCaller & { readonly calls: number; readonly lastUse: string }

interface Props<Row> {
  readonly caption: string
  readonly callers: readonly Row[]
  /** What else there is to say of one. */
  readonly note?: (caller: Row) => ReactNode
}

/** Who calls, how often, and when last. */
export function CallerTable<Row extends CountedCaller>(props: Props<Row>) {
  return (
    <Table
      caption={props.caption}
      columns={[
        { name: t('caller.application') },
        { name: t('caller.calls'), numeric: true },
        { name: t('caller.lastUse') },
      ]}
    >
      {props.callers.map((caller) => (
        <tr key={callerKey(caller)}>
          <th scope="row">
            <CallerName caller={caller} />
            {props.note?.(caller)}
          </th>
          <td data-numeric>{formatNumber(caller.calls)}</td>
          <td>
            <RelativeTime at={caller.lastUse} />
          </td>
        </tr>
      ))}
    </Table>
  )
}
