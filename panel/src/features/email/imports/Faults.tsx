import type { CellFix, ImportFault, ImportPlan } from '@keyward/sdk'
import { type FormEvent, useState } from 'react'
import { t } from '../../../lib/messages/index.ts'
import { inOurWords } from '../../../lib/messages/learn.ts'
import { Button } from '../../../ui/Button.tsx'
import { Table } from '../../../ui/Table.tsx'
import styles from '../Email.module.css'
import { fieldName } from './fields.ts'
import { columnOf } from './fixes.ts'

interface Props {
  readonly plan: ImportPlan
  readonly shown: readonly ImportFault[]
  readonly busy: boolean
  readonly onFix: (fixes: readonly CellFix[]) => void
}

/** Rows that are left out, each with a field for what its cell should say. The file stays as it is. */
export function Faults({ plan, shown, busy, onFix }: Props) {
  const [texts, setTexts] = useState<ReadonlyMap<string, CellFix>>(new Map())
  const put = (fix: CellFix) => setTexts(new Map(texts).set(`${fix.number} ${fix.column}`, fix))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onFix([...texts.values()].filter(({ text }) => text !== ''))
    setTexts(new Map())
  }
  const columns = [t('import.row'), t('import.field'), t('import.why'), t('import.instead')]
  return (
    <form className={styles['found']} onSubmit={submit}>
      <Table cards caption={t('import.faults')} columns={columns.map((name) => ({ name }))}>
        {shown.map((fault) => {
          const { number, field, message } = fault
          const column = columnOf(fault, plan)
          const name = field === null ? '' : fieldName(field)
          return (
            <tr key={number}>
              <th scope="row" data-label={t('import.row')}>
                {number}
              </th>
              <td>{name}</td>
              <td>{inOurWords(message)}</td>
              <td>
                {column !== null && (
                  <input
                    className={styles['cell']}
                    type={field === 'password' ? 'password' : 'text'}
                    autoComplete={field === 'password' ? 'new-password' : 'off'}
                    aria-label={t('import.insteadOf', { name, number })}
                    value={texts.get(`${number} ${column}`)?.text ?? ''}
                    onChange={({ currentTarget: { value: text } }) => put({ number, column, text })}
                  />
                )}
              </td>
            </tr>
          )
        })}
      </Table>
      <div className={styles['row']}>
        <Button type="submit" busy={busy} disabled={texts.size === 0}>
          {t('import.checkAgain')}
        </Button>
      </div>
    </form>
  )
}
