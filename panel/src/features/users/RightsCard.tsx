import type { ManagedUser, Right } from '@keyward/sdk'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { t } from '../../lib/messages/index.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Card } from '../../ui/Card.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { Table } from '../../ui/Table.tsx'
import { rightsQuery } from './queries.ts'
import styles from './RoleTable.module.css'
import { groundText, rightsFor, rightText } from './rightsSearch.ts'

/** Answers a question about what a user may do. Nothing is fetched before one is asked. */
export function RightsCard({ user }: { readonly user: ManagedUser }) {
  const [question, setQuestion] = useState('')
  return (
    <Card title={t('rights.title')} lead={t('rights.lead', { name: user.name })}>
      <search>
        <SearchField label={t('rights.label')} hint={t('rights.hint')} text={question} onLook={setQuestion} />
      </search>
      {question.trim() !== '' && <Answers userId={user.id} question={question} />}
    </Card>
  )
}

function Answers({ userId, question }: { readonly userId: string; readonly question: string }) {
  const { data, error, refetch } = useQuery(rightsQuery(userId))
  if (error) return <ErrorState error={error} title={t('rights.failed')} onRetry={() => refetch()} />
  if (!data) return <Loading lines={4} onRetry={() => refetch()} />
  const found = rightsFor(question, data)
  return (
    <>
      <p role="status">
        {found.length === 0 ? t('rights.none') : t('rights.found', { count: found.length })}
      </p>
      {found.length > 0 && (
        <Table
          caption={t('rights.title')}
          columns={[{ name: t('rights.act') }, { name: t('rights.answer') }, { name: t('rights.through') }]}
          cards
        >
          {found.map((right) => (
            <Row key={right.act} right={right} />
          ))}
        </Table>
      )}
    </>
  )
}

function Row({ right }: { readonly right: Right }) {
  const { act, allowed, through } = right
  const isEverybodys = through.some(({ kind }) => kind === 'everybody')
  return (
    <tr>
      <th scope="row">{rightText(act)}</th>
      <td>
        {allowed ? (
          <Badge kind="success">{t('rights.allowed')}</Badge>
        ) : (
          <Badge kind="plain">{t('rights.notAllowed')}</Badge>
        )}
      </td>
      <td className={styles['text']}>
        {!allowed && <WhoGives right={right} />}
        {isEverybodys && t('rights.everybody')}
        {allowed && !isEverybodys && t('rights.by', { grounds: through.map(groundText).join(', ') })}
      </td>
    </tr>
  )
}

/** The least that would be enough. */
function WhoGives({ right: { grants } }: { readonly right: Right }) {
  const grant = grants.find(({ givable }) => givable) ?? grants[0]
  if (!grant) return t('rights.nothing')
  return (
    <>
      {t('rights.needs', { ground: groundText(grant.ground) })}{' '}
      {grant.givable
        ? t('rights.you')
        : t('rights.givers', { givers: grant.givers.map(groundText).join(', ') })}
    </>
  )
}
