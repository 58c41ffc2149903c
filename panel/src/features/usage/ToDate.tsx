import type { UsageHistory } from '@keyward/sdk'
import { useId, useState } from 'react'
import { download, toCsv } from '../../lib/download.ts'
import { formatDialect } from '../../lib/format.ts'
import { t } from '../../lib/messages/index.ts'
import { formatNumber } from '../../lib/numbers.ts'
import { sizeText } from '../../lib/size.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Hidden } from '../../ui/Hidden.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Table } from '../../ui/Table.tsx'
import { KeyName } from './ByKey.tsx'
import { type Counters, keysIn, toDate } from './months.ts'
import styles from './ToDate.module.css'
import { formatsFor } from './zone.ts'

const COUNTERS = [
  'calls',
  'tokens',
  'verifications',
  'rejected',
] as const satisfies readonly (keyof Counters)[]

/** Counters of everything that is still known, by API, and each API's by key; and what there is of hosted mail. */
export function ToDate({ history }: { readonly history: UsageHistory }) {
  const rows = toDate(history)
  const first = history.months[0]?.month ?? history.keptSince
  return (
    <Card
      title={t('usage.toDate')}
      lead={t('usage.toDateLead', { month: formatsFor('utc').month(first) })}
      aside={rows.length > 0 && <SaveButton history={history} />}
    >
      {rows.length > 0 && <ByDialect rows={rows} history={history} />}
      {history.mail && (
        <dl className={styles['mail']}>
          <dt>{t('usage.mailboxes')}</dt>
          <dd>{formatNumber(history.mail.mailboxes)}</dd>
          <dt>{t('usage.storage')}</dt>
          <dd>{sizeText(history.mail.storageMb)}</dd>
        </dl>
      )}
    </Card>
  )
}

type Row = ReturnType<typeof toDate>[number]

function ByDialect({ rows, history }: { readonly rows: readonly Row[]; readonly history: UsageHistory }) {
  return (
    <>
      <Table
        caption={t('usage.toDate')}
        columns={[
          { name: t('caller.dialect') },
          ...COUNTERS.map((name) => ({ name: t(`usage.counter.${name}`), numeric: true })),
        ]}
      >
        {rows.map((row) => (
          <Dialect key={row.dialect} row={row} history={history} />
        ))}
      </Table>
      <p className={styles['note']}>{t('usage.toDateNote')}</p>
    </>
  )
}

interface DialectProps {
  readonly row: Row
  readonly history: UsageHistory
}

function Dialect({ row, history }: DialectProps) {
  const [open, setOpen] = useState(false)
  const id = useId()
  const keys = open ? keysIn(history, row.dialect) : []
  const ids = keys.map(({ used }) => `${id}${used.keyId}`)
  return (
    <>
      <tr>
        <th scope="row">
          <button
            type="button"
            className={styles['toggle']}
            aria-expanded={open}
            aria-controls={ids.join(' ') || undefined}
            onClick={() => setOpen(!open)}
          >
            <Icon name="chevron" />
            <span translate="no">{formatDialect(row.dialect)}</span> <Hidden>{t('usage.ofKeys')}</Hidden>
          </button>
        </th>
        <Cells counters={row} />
      </tr>
      {keys.map(({ used, counters }) => (
        <tr key={used.keyId} id={`${id}${used.keyId}`} className={styles['key']}>
          <th scope="row">
            <KeyName used={used} />
          </th>
          <Cells counters={counters} />
        </tr>
      ))}
    </>
  )
}

function Cells({ counters }: { readonly counters: Counters }) {
  return COUNTERS.map((name) => (
    <td key={name} data-numeric>
      {formatNumber(counters[name])}
    </td>
  ))
}

function SaveButton({ history }: { readonly history: UsageHistory }) {
  const rows = history.byKey.flatMap((key) =>
    key.byDialect.map((counters) => [
      counters.dialect,
      key.username,
      key.keyId,
      ...COUNTERS.map((name) => counters[name]),
    ]),
  )
  const save = () => {
    const csv = toCsv(['dialect', 'user', 'key id', ...COUNTERS], rows)
    download('keyward-usage-to-date.csv', csv, 'text/csv')
  }
  return (
    <Button kind="quiet" onClick={save}>
      <Icon name="download" />
      {t('chart.csv')} <Hidden>{t('usage.toDate')}</Hidden>
    </Button>
  )
}
