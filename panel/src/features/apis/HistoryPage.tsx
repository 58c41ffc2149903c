import '../../lib/messages/en/apis.ts'
import { Link } from '@tanstack/react-router'
import { t } from '../../lib/messages/index.ts'
import { useSignal } from '../../lib/signal.ts'
import { Button } from '../../ui/Button.tsx'
import { Page } from '../../ui/Page.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { Table } from '../../ui/Table.tsx'
import { forgetSent, sentCalls } from './remembered.ts'
import { Trail } from './Trail.tsx'

/** What was sent from this browser. */
export default function HistoryPage() {
  const calls = useSignal(sentCalls)
  const clear = calls.length > 0 && <Button onClick={forgetSent}>{t('apis.clearHistory')}</Button>
  return (
    <Page title={t('apis.history')} lead={t('apis.historyLead')} trail={<Trail />} aside={clear}>
      {calls.length === 0 ? <p>{t('apis.historyEmpty')}</p> : <Calls />}
    </Page>
  )
}

const COLUMNS = [
  { name: t('apis.operation') },
  { name: t('apis.status') },
  { name: t('apis.time'), numeric: true },
  { name: t('apis.when') },
]

function Calls() {
  const calls = useSignal(sentCalls)
  return (
    <Table caption={t('apis.history')} columns={COLUMNS}>
      {calls.map(({ at, api, operation, method, path, status, milliseconds }) => (
        <tr key={`${at} ${api} ${operation}`}>
          <th scope="row">
            <Link to="/apis/$api/$operation" params={{ api, operation }}>
              {method} {path}
            </Link>
          </th>
          <td>{status}</td>
          <td data-numeric>{t('apis.milliseconds', { count: milliseconds })}</td>
          <td>
            <RelativeTime at={at} />
          </td>
        </tr>
      ))}
    </Table>
  )
}
