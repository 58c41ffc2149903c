import { Badge } from '../../ui/Badge.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Icon, type IconName } from '../../ui/Icon.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Logo } from '../../ui/Logo.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { Row } from '../Row.tsx'
import type { Stories } from '../story.ts'

const ICONS: readonly IconName[] = ['check', 'code', 'copy', 'pencil', 'warning']

export const states: Stories = {
  Badge: () => (
    <Row>
      <Badge kind="success" icon="check">
        Active
      </Badge>
      <Badge kind="warning" icon="warning">
        Expires soon
      </Badge>
      <Badge kind="danger">Expired</Badge>
      <Badge kind="plain">Pending</Badge>
    </Row>
  ),
  ErrorState: () => (
    <ErrorState error={new Error('offline')} title="The list could not be loaded." onRetry={() => {}} />
  ),
  Icon: () => (
    <Row>
      {ICONS.map((name) => (
        <Icon key={name} name={name} />
      ))}
    </Row>
  ),
  Loading: () => <Loading lines={3} onRetry={() => {}} />,
  Logo: () => <Logo />,
  Notice: () => (
    <>
      <Notice kind="info">The account has no limit.</Notice>
      <Notice kind="success">The new key works.</Notice>
      <Notice kind="warning">Two keys end this week.</Notice>
      <Notice kind="danger">The mail server does not answer.</Notice>
    </>
  ),
  RelativeTime: () => (
    <p>
      Last used <RelativeTime at="2026-01-02T03:04:05.000Z" />
    </p>
  ),
}
