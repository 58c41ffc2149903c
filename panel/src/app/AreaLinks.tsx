import { Link } from '@tanstack/react-router'
import { t } from '../lib/messages/index.ts'
import { useSessionIfAny } from '../lib/session.ts'
import { areasFor } from './areas.ts'

interface Props {
  readonly className: string | undefined
  readonly onFollow?: () => void
}

/** Links to the areas that somebody may open. */
export function AreaLinks({ className, onFollow }: Props) {
  const user = useSessionIfAny()?.user
  return areasFor(user, 'bar').map(({ path, name }) => (
    <Link
      key={path}
      to={path}
      className={className}
      activeOptions={{ exact: path === '/', includeSearch: false }}
      onClick={onFollow}
    >
      {t(name)}
    </Link>
  ))
}
