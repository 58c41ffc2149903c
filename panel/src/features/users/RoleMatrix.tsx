import { t } from '../../lib/messages/index.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Hidden } from '../../ui/Hidden.tsx'
import { Table } from '../../ui/Table.tsx'
import { GroupLinks } from './groups/GroupLinks.tsx'
import styles from './RoleMatrix.module.css'
import type { WantedRoles } from './roleDraft.ts'
import {
  effectiveLevel,
  LEVELS,
  type Level,
  maySet,
  ownLevel,
  type Product,
  withLevel,
} from './roleMatrix.ts'

interface Props {
  readonly products: readonly Product[]
  readonly held: WantedRoles
  readonly wanted: WantedRoles
  readonly onWant: (wanted: WantedRoles) => void
  /** Of those who may make roles. */
  readonly onAddLevels?: (product: string) => void
  /** What is said of what was given here. */
  readonly given?: string
}

/** Each product by what somebody may do there: one level at most is given for it, and what holds is said beside it. */
export function RoleMatrix(props: Props) {
  return (
    <Table caption={t('matrix.title')} columns={columns()} cards>
      {props.products.map((product) => (
        <Row key={product.name} product={product} {...props} />
      ))}
    </Table>
  )
}

const columns = () => [
  { name: t('matrix.product') },
  { name: t('matrix.none') },
  ...LEVELS.map((level) => ({ name: t(`matrix.${level}`) })),
  { name: t('matrix.effective') },
]

const nameOf = ({ name }: Product) => (name === '' ? t('matrix.all') : name)

function Row({
  product,
  products,
  held,
  wanted,
  onWant,
  onAddLevels,
  given = t('matrix.from.product'),
}: Props & { readonly product: Product }) {
  const own = ownLevel(product, wanted)
  const { level, from, groups } = effectiveLevel(product, products, wanted)
  const isNew = level !== effectiveLevel(product, products, held).level
  const locks = [...product.roles.values()].flatMap(({ lock }) => lock ?? [])
  const [lock] = locks.length === product.roles.size ? locks : []
  return (
    <tr className={styles['row']}>
      <th scope="row" translate={product.name === '' ? undefined : 'no'}>
        {nameOf(product)}
      </th>
      {product.roles.size === 0 ? (
        <td colSpan={LEVELS.length + 1} className={styles['text']}>
          {t('matrix.noLevels')}
        </td>
      ) : (
        [null, ...LEVELS].map((one) => (
          <Cell
            key={one ?? ''}
            product={product}
            level={one}
            chosen={own === one}
            onChoose={() => onWant(withLevel(wanted, product, one))}
          />
        ))
      )}
      <td
        className={styles['effective']}
        data-label={product.roles.size > 0 ? t('matrix.effective') : undefined}
      >
        {product.roles.size === 0 && onAddLevels ? (
          <Button onClick={() => onAddLevels(product.name)}>
            {t('matrix.addLevels')}
            <Hidden> {nameOf(product)}</Hidden>
          </Button>
        ) : (
          <>
            <span className={styles['level']}>
              {t(level === null ? 'matrix.none' : `matrix.${level}`)}
              {isNew && <Badge kind="info">{t('matrix.afterSaving')}</Badge>}
            </span>
            {level !== null && from !== 'group' && (
              <span className={styles['text']}>{from === 'all' ? t('matrix.from.all') : given}</span>
            )}
            {groups.length > 0 && (
              <span className={styles['text']}>
                <GroupLinks groups={groups} />
              </span>
            )}
            {lock !== undefined && <span className={styles['text']}>{t(`roles.lock.${lock}`)}</span>}
          </>
        )}
      </td>
    </tr>
  )
}

interface CellProps {
  readonly product: Product
  readonly level: Level | null
  readonly chosen: boolean
  readonly onChoose: () => void
}

function Cell({ product, level, chosen, onChoose }: CellProps) {
  const name = t(level === null ? 'matrix.none' : `matrix.${level}`)
  if (level !== null && !product.roles.has(level)) {
    return (
      <td className={styles['missing']}>
        <span aria-hidden="true">–</span>
        <Hidden>{t('matrix.noRole', { level: name })}</Hidden>
      </td>
    )
  }
  return (
    <td className={styles['cell']}>
      <label>
        <input
          type="radio"
          name={`level of ${product.name}`}
          checked={chosen}
          disabled={!maySet(product, level)}
          onChange={onChoose}
        />
        <span className={styles['word']}>{name}</span>
        <Hidden>{t('matrix.for', { product: nameOf(product) })}</Hidden>
      </label>
    </td>
  )
}
