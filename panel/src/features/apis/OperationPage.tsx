import '../../lib/messages/en/apis.ts'
import type { Api } from '@keyward/sdk'
import { Link, useParams } from '@tanstack/react-router'
import { t } from '../../lib/messages/index.ts'
import { Card } from '../../ui/Card.tsx'
import { CodeSnippet } from '../../ui/CodeSnippet.tsx'
import { Page } from '../../ui/Page.tsx'
import { Answers } from './Answers.tsx'
import { examplesOf } from './examples.ts'
import { FavouriteButton } from './Favourites.tsx'
import { Fields } from './Fields.tsx'
import { Method } from './Method.tsx'
import { NotThere } from './NotThere.tsx'
import styles from './OperationPage.module.css'
import { isForPanelOnly, isReading, type Operation } from './operations.ts'
import { Rights } from './Rights.tsx'
import { type RequestTemplate, requestOf, variablesOf } from './request.ts'
import { Trail } from './Trail.tsx'
import { TryIt } from './TryIt.tsx'
import { useDescribed } from './useDescribed.ts'
import { useFields } from './useFields.ts'

/** One operation: what it takes and answers, how a program asks for it, and a way to try it. */
export default function OperationPage() {
  const { api = '', operation: id = '' } = useParams({ strict: false })
  const { described, error, retry } = useDescribed(api)
  const operation = described?.operations.find((one) => one.id === id)
  if (!described || !operation) {
    return <NotThere unknown={described !== undefined} error={error} onRetry={retry} />
  }
  return <OperationView key={`${api}/${id}`} api={described.api} operation={operation} />
}

function OperationView({ api, operation }: { readonly api: Api; readonly operation: Operation }) {
  const { summary, id } = operation
  const fields = useFields(operation)
  const request = requestOf(operation, fields.filled)
  return (
    <Page
      title={summary}
      lead={<Address operation={operation} />}
      trail={<Trail api={api} />}
      aside={<FavouriteButton name={`${api.id}/${id}`} title={summary} />}
    >
      <Rights rights={operation.rights} />
      {fields.any && <Fields operation={operation} fields={fields} />}
      <Card title={t('apis.example')}>
        {isForPanelOnly(operation) ? (
          <p>{t('apis.panelOnly')}</p>
        ) : (
          <>
            <Environment request={request} />
            <CodeSnippet name={t('apis.example')} snippets={examplesOf(request)} />
          </>
        )}
      </Card>
      <TryIt api={api.id} operation={operation} fields={fields} />
      <Answers answers={operation.answers} />
    </Page>
  )
}

function Address({ operation }: { readonly operation: Operation }) {
  return (
    <span className={styles['address']}>
      <Method name={operation.method} />
      <code translate="no">{operation.path}</code>
      {!isReading(operation) && <span>{t('apis.changesHere')}</span>}
    </span>
  )
}

/** What must be in the environment before the example runs. */
function Environment({ request }: { readonly request: RequestTemplate }) {
  const names = variablesOf(request)
  if (names.length === 0) return null
  return (
    <p>
      {t('apis.environment')}{' '}
      {names.map((name, index) => (
        <span key={name}>
          {index > 0 && ', '}
          <code translate="no">{name}</code>
        </span>
      ))}
      .{' '}
      {names.includes('KEYWARD_TOKEN') && (
        <Link to="/apis/$api/$operation" params={{ api: 'identity-v2.0', operation: 'logIn' }}>
          {t('apis.getToken')}
        </Link>
      )}
      {names.includes('KEYWARD_SIGNATURE') && <Link to="/profile/api-keys">{t('apis.getSignature')}</Link>}
    </p>
  )
}
