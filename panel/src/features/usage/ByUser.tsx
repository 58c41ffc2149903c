import type { Usage } from '@keyward/sdk'
import { t } from '../../lib/messages/index.ts'
import { formatNumber } from '../../lib/numbers.ts'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { Table } from '../../ui/Table.tsx'
import { Chart } from './Chart.tsx'
import { RankedBars } from './RankedBars.tsx'

export function ByUser({ usage: { byUser, window } }: { readonly usage: Usage }) {
  return (
    <Chart
      title={t('usage.byUser')}
      chart={
        <RankedBars
          items={byUser.map(({ userId, username, calls }) => ({
            key: userId,
            name: <span translate="no">{username}</span>,
            calls,
          }))}
        />
      }
      table={
        <Table
          caption={t('usage.byUser')}
          columns={[
            { name: t('usage.user') },
            { name: t('caller.calls'), numeric: true },
            { name: t('caller.lastUse') },
          ]}
        >
          {byUser.map(({ userId, username, calls, lastUse }) => (
            <tr key={userId}>
              <th scope="row" translate="no">
                {username}
              </th>
              <td data-numeric>{formatNumber(calls)}</td>
              <td>
                <RelativeTime at={lastUse} />
              </td>
            </tr>
          ))}
        </Table>
      }
      csv={{
        name: `keyward-users-${window}.csv`,
        header: ['user', 'user id', 'calls', 'last use'],
        rows: byUser.map(({ username, userId, calls, lastUse }) => [username, userId, calls, lastUse]),
      }}
    />
  )
}
