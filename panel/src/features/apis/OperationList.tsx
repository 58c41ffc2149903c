import { Link } from '@tanstack/react-router'
import { t } from '../../lib/messages/index.ts'
import { useSignal } from '../../lib/signal.ts'
import { Card } from '../../ui/Card.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Method } from './Method.tsx'
import styles from './OperationList.module.css'
import { grouped, isReading, type Operation } from './operations.ts'
import { favourites } from './remembered.ts'

interface Props {
  readonly api: string
  readonly operations: readonly Operation[]
}

/** Operations in their groups, each a line that leads to its page. */
export function OperationList({ api, operations }: Props) {
  const starred = useSignal(favourites)
  return grouped(operations).map(([group, rows]) => (
    <Card key={group} title={group}>
      <ul className={styles['list']}>
        {rows.map((operation) => (
          <li key={operation.id}>
            <Link
              to="/apis/$api/$operation"
              params={{ api, operation: operation.id }}
              className={styles['operation']}
            >
              <span className={styles['address']}>
                <Method name={operation.method} />
                <code translate="no">{operation.path}</code>
              </span>
              <span>{operation.summary}</span>
              <span className={styles['rights']}>
                {t('apis.rightsOf', { rights: operation.rights.map(({ title }) => title).join(', ') })}
              </span>
            </Link>
            <Marks operation={operation} starred={starred.includes(`${api}/${operation.id}`)} />
          </li>
        ))}
      </ul>
    </Card>
  ))
}

function Marks({ operation, starred }: { readonly operation: Operation; readonly starred: boolean }) {
  return (
    <span className={styles['marks']}>
      {!isReading(operation) && t('apis.changes')}
      {starred && (
        <>
          <Icon name="star" />
          <span className="visually-hidden">{t('apis.isFavourite')}</span>
        </>
      )}
    </span>
  )
}
