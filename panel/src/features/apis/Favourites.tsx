import type { Api } from '@keyward/sdk'
import { Link } from '@tanstack/react-router'
import { t } from '../../lib/messages/index.ts'
import { useSignal } from '../../lib/signal.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Hidden } from '../../ui/Hidden.tsx'
import { Icon } from '../../ui/Icon.tsx'
import styles from './OperationList.module.css'
import { favourites, toggleFavourite } from './remembered.ts'
import { useDescribed } from './useDescribed.ts'

/** The operations that this browser keeps at hand; nothing while there are none. */
export function Favourites({ apis }: { readonly apis: readonly Api[] }) {
  const names = useSignal(favourites)
  const rows = names.flatMap((name) => {
    const [apiId = '', operation = ''] = name.split('/')
    const api = apis.find(({ id }) => id === apiId)
    return api ? [{ name, api, operation }] : []
  })
  if (rows.length === 0) return null
  return (
    <Card title={t('apis.favourites')}>
      <ul className={styles['list']}>
        {rows.map(({ name, api, operation }) => (
          <li key={name}>
            <Favourite api={api} operation={operation} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

/** By what it does, once that is known. */
function Favourite({ api, operation }: { readonly api: Api; readonly operation: string }) {
  const { described } = useDescribed(api.id)
  const summary = described?.operations.find(({ id }) => id === operation)?.summary
  return (
    <Link to="/apis/$api/$operation" params={{ api: api.id, operation }}>
      {api.title} · {summary ?? operation}
    </Link>
  )
}

export function FavouriteButton({ name, title }: { readonly name: string; readonly title: string }) {
  const isFavourite = useSignal(favourites).includes(name)
  return (
    <Button
      className={styles['favourite'] ?? ''}
      aria-pressed={isFavourite}
      onClick={() => toggleFavourite(name)}
    >
      <Icon name="star" />
      {t('apis.favourite')} <Hidden>{title}</Hidden>
    </Button>
  )
}
