import type { Caller } from '@keyward/sdk'
import { formatNumber } from '../lib/format.ts'
import { t } from '../lib/messages/index.ts'
import { CallerName, callerKey } from './Caller.tsx'
import { RelativeTime } from './RelativeTime.tsx'
import { Table } from './Table.tsx'

/** Who calls, how often, and when last. */
export function CallerTable(props: { readonly caption: string; readonly callers: readonly Caller[] }) {
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
