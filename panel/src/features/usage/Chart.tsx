import { type ReactNode, useId, useState } from 'react'
import { download, toCsv } from '../../lib/download.ts'
import { t } from '../../lib/messages/index.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Hidden } from '../../ui/Hidden.tsx'
import { Icon } from '../../ui/Icon.tsx'
import styles from './Chart.module.css'

interface Props {
  readonly title: string
  readonly lead?: string
  readonly chart: ReactNode
  readonly table: ReactNode
  readonly csv: {
    readonly name: string
    readonly header: readonly string[]
    readonly rows: readonly (readonly (string | number)[])[]
  }
}

/** A picture, the same figures as a table, and the same figures as a file. */
export function Chart({ title, lead, chart, table, csv }: Props) {
  const [asTable, setAsTable] = useState(false)
  const id = useId()
  const save = () => download(csv.name, toCsv(csv.header, csv.rows), 'text/csv')
  return (
    <Card
      title={title}
      lead={lead}
      aside={
        <div className={styles['actions']}>
          <Button kind="quiet" aria-pressed={asTable} aria-controls={id} onClick={() => setAsTable(!asTable)}>
            {t('chart.table')} <Hidden>{title}</Hidden>
          </Button>
          <Button kind="quiet" onClick={save}>
            <Icon name="download" />
            {t('chart.csv')} <Hidden>{title}</Hidden>
          </Button>
        </div>
      }
    >
      <div id={id} className={styles['content']}>
        {asTable ? table : chart}
      </div>
    </Card>
  )
}
