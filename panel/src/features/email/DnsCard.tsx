import type { DnsRecord } from '@keyward/sdk'
import { useQuery } from '@tanstack/react-query'
import { Fragment } from 'react'
import { announce } from '../../lib/announce.ts'
import { t } from '../../lib/messages/index.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Table } from '../../ui/Table.tsx'
import { DkimActs } from './DkimActs.tsx'
import styles from './Email.module.css'
import { MailFault } from './MailFault.tsx'
import { checkedDnsQuery, dnsQuery } from './queries.ts'

const LOOKS = {
  ok: { kind: 'success', icon: 'check' },
  missing: { kind: 'danger', icon: 'cross' },
  different: { kind: 'warning', icon: 'warning' },
  unknown: { kind: 'info', icon: 'clock' },
} as const

/** What a domain must publish, and, when somebody asks, whether it does. */
export function DnsCard({ domain }: { readonly domain: string }) {
  const told = useQuery(dnsQuery(domain))
  const checked = useQuery({ ...checkedDnsQuery(domain), enabled: false })
  const records = checked.data ?? told.data
  const check = async () => {
    const { data } = await checked.refetch()
    const right = data?.filter(({ state }) => state === 'ok').length ?? 0
    if (data) announce(t('mailBulk.progress', { done: right, count: data.length }))
  }
  return (
    <Card
      title={t('dns.title')}
      lead={t('dns.text')}
      aside={
        <Button busy={checked.isFetching} onClick={check}>
          {t(checked.isFetching ? 'dns.checking' : 'dns.check')}
        </Button>
      }
    >
      {told.error ? (
        <MailFault error={told.error} title={t('email.failed')} onRetry={() => told.refetch()} />
      ) : records === undefined ? (
        <Loading lines={4} onRetry={() => told.refetch()} />
      ) : (
        <>
          {records.some(isNowhere) && <Notice kind="warning">{t('dns.nowhere')}</Notice>}
          <Records records={records} />
          <DkimActs domain={domain} record={records.find(({ purpose }) => purpose === 'dkim')} />
        </>
      )}
      {checked.error && <ErrorState error={checked.error} title={t('dns.failed')} />}
    </Card>
  )
}

/** A mail server of a name that others do not find, or of an address, which no MX record may have (RFC 5321, 5.1). */
const isNowhere = ({ purpose, value }: DnsRecord): boolean =>
  purpose === 'mx' && !/\.[a-z][a-z0-9-]*\.?$/i.test(value)

function Records({ records }: { readonly records: readonly DnsRecord[] }) {
  const columns = [
    { name: t('dns.purpose') },
    { name: t('dns.name') },
    { name: t('dns.type') },
    { name: t('dns.value') },
    { name: t('dns.state') },
  ]
  return (
    <Table caption={t('dns.caption')} columns={columns} cards>
      {records.map((record) => (
        <tr key={record.purpose}>
          <th scope="row">{t(`dns.${record.purpose}`)}</th>
          <td data-label={t('dns.name')} className={styles['whole']}>
            <div className={styles['record']} translate="no">
              <Broken name={record.name} />
            </div>
          </td>
          <td data-label={t('dns.type')} translate="no">
            {record.type}
          </td>
          <td data-label={t('dns.value')} className={styles['whole']}>
            <span className={styles['copied']}>
              <span className={styles['value']} translate="no">
                {record.value}
              </span>
              <CopyButton
                name={t('dns.copyName', { purpose: t(`dns.${record.purpose}`) })}
                text={record.value}
              />
            </span>
          </td>
          <td data-label={t('dns.state')}>
            <State record={record} />
          </td>
        </tr>
      ))}
    </Table>
  )
}

/** A name of the DNS goes on in the next line behind a dot. */
function Broken({ name }: { readonly name: string }) {
  return name.split(/(?<=\.)/).map((label, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: labels have their place and may be the same
    <Fragment key={at}>
      {label}
      <wbr />
    </Fragment>
  ))
}

function State({ record: { state, found } }: { readonly record: DnsRecord }) {
  if (state === null)
    return <span className={`${styles['muted']} ${styles['nowrap']}`}>{t('dns.notChecked')}</span>
  return (
    <span className={styles['state']}>
      <Badge {...LOOKS[state]}>{t(`dns.${state}`)}</Badge>
      {state === 'different' && (
        <span className={styles['muted']} translate="no">
          {t('dns.found', { values: found.join(', ') })}
        </span>
      )}
    </span>
  )
}
