import type { AddressFilter, MailboxFilter } from '@keyward/sdk'
import { api } from '../../lib/api.ts'
import { saveStream } from '../../lib/download.ts'
import { t } from '../../lib/messages/index.ts'
import { snippetsFor } from '../../lib/snippetsFor.ts'
import { useAct } from '../../lib/useAct.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { ShowAsCode } from '../../ui/ShowAsCode.tsx'
import styles from './Email.module.css'

type Props =
  | { readonly of: 'mailboxes'; readonly filter: MailboxFilter }
  | { readonly of: 'aliases' | 'lists'; readonly filter: AddressFilter }

/** Everything that a list finds, loaded or not, as a file. */
export function ExportAll(props: Props) {
  const { of, filter } = props
  const save = useAct(async () => saveStream(`${of}.csv`, await exported(props)))
  const query = new URLSearchParams(Object.entries(filter).map(([name, value]) => [name, `${value}`]))
  const snippets = snippetsFor(window.location.origin, {
    method: 'GET',
    path: `/${of}/export${query.size > 0 ? `?${query}` : ''}`,
    sdk: `console.log(await new Response(await keyward.${of}.export(${JSON.stringify(filter)})).text())`,
  })
  return (
    <section className={styles['exported']} aria-label={t(`export.${of}`)}>
      <div className={styles['row']}>
        <Button busy={save.busy} onClick={() => void save.run()}>
          {t(`export.${of}`)}
        </Button>
        <ShowAsCode label={t('export.asCode')} name={t(`export.code.${of}`)} snippets={snippets} />
        <p className={styles['count']}>{t('export.text')}</p>
      </div>
      {save.error !== null && <ErrorState error={save.error} title={t('export.failed')} />}
    </section>
  )
}

const exported = (props: Props) =>
  props.of === 'mailboxes' ? api.mailboxes.export(props.filter) : api[props.of].export(props.filter)
