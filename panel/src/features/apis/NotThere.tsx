import { t } from '../../lib/messages/index.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Page } from '../../ui/Page.tsx'
import { Trail } from './Trail.tsx'

interface Props {
  /** The server has nothing of this name. */
  readonly unknown: boolean
  readonly error: unknown
  readonly onRetry: () => void
}

/** A page of the catalog while what it is about is not there: not yet, not now, or not at all. */
export function NotThere({ unknown, error, onRetry }: Props) {
  return (
    <Page title={unknown ? t('apis.unknown') : t('area.apis')} trail={<Trail />}>
      {unknown && <p>{t('apis.unknownText')}</p>}
      {!unknown && Boolean(error) && <ErrorState error={error} title={t('apis.failed')} onRetry={onRetry} />}
      {!unknown && !error && <Loading lines={8} onRetry={onRetry} />}
    </Page>
  )
}
