import type { KeyUsage, Usage } from '@keyward/sdk'
import { t } from '../../lib/messages/index.ts'
import { formatNumber } from '../../lib/numbers.ts'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { Table } from '../../ui/Table.tsx'
import { Chart } from './Chart.tsx'
import { callsThat, keyOutcomesIn } from './outcomes.ts'
import { RankedBars } from './RankedBars.tsx'

export function ByKey({ usage: { byKey, window } }: { readonly usage: Usage }) {
  const outcomes = keyOutcomesIn(byKey)
  return (
    <Chart
      title={t('usage.byKey')}
      chart={
        <RankedBars
          items={byKey.map((key) => ({ key: key.keyId, name: <KeyName used={key} />, calls: key.calls }))}
        />
      }
      table={
        <Table
          caption={t('usage.byKey')}
          columns={[
            { name: t('usage.key') },
            { name: t('caller.calls'), numeric: true },
            ...outcomes.map((outcome) => ({ name: t(`outcome.${outcome}`), numeric: true })),
            { name: t('caller.lastUse') },
          ]}
        >
          {byKey.map((key) => (
            <tr key={key.keyId}>
              <th scope="row">
                <KeyName used={key} />
              </th>
              <td data-numeric>{formatNumber(key.calls)}</td>
              {outcomes.map((outcome) => (
                <td key={outcome} data-numeric>
                  {formatNumber(callsThat(key, outcome))}
                </td>
              ))}
              <td>
                <RelativeTime at={key.lastUse} />
              </td>
            </tr>
          ))}
        </Table>
      }
      csv={{
        name: `keyward-keys-${window}.csv`,
        header: [
          'user',
          'key id',
          'last four',
          'current',
          'calls',
          'last use',
          'application credential',
          'user key',
          ...outcomes,
        ],
        rows: byKey.map((key) => [
          key.username,
          key.keyId,
          key.lastFour ?? '',
          String(key.current),
          key.calls,
          key.lastUse,
          key.applicationCredential ?? '',
          key.userKey ?? '',
          ...outcomes.map((outcome) => callsThat(key, outcome)),
        ]),
      }}
    />
  )
}

/** Whose key it is, and which: by its last four characters, as the key row shows them. */
export function KeyName({
  used: { username, lastFour, current, applicationCredential, userKey },
}: {
  readonly used: KeyUsage
}) {
  if (applicationCredential !== null) {
    return t('usage.applicationCredential', { username, name: applicationCredential })
  }
  const which = userKey ?? (lastFour === null ? t('usage.forgottenKey') : `…${lastFour}`)
  const isKnown = userKey !== null || lastFour !== null
  return (
    <>
      {userKey !== null && <>{t('usage.keyPair')} </>}
      <span translate="no">
        {username} {which}
      </span>
      {!current && isKnown && <> · {t('usage.replacedKey')}</>}
    </>
  )
}
