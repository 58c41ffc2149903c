import { useRef } from 'react'
import { selectContents } from '../../lib/clipboard.ts'
import { download } from '../../lib/download.ts'
import { t } from '../../lib/messages/index.ts'
import { useUser } from '../../lib/session.ts'
import { Button } from '../../ui/Button.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Hidden } from '../../ui/Hidden.tsx'
import { Icon } from '../../ui/Icon.tsx'
import styles from './Security.module.css'

interface Props {
  readonly codes: readonly string[]
  readonly onClose: () => void
}

/** The one time that the codes are seen: only its own button closes it. */
export function CodesDialog({ codes, onClose }: Props) {
  const user = useUser()
  const list = useRef<HTMLUListElement>(null)
  const done = useRef<HTMLButtonElement>(null)
  const save = () => {
    const title = t('codes.fileTitle', { name: user.name, address: window.location.origin })
    download('keyward-recovery-codes.txt', `${[title, '', ...codes].join('\n')}\n`)
  }
  return (
    <Dialog
      alert
      open
      onClose={() => undefined}
      title={t('codes.shownTitle')}
      description={t('codes.shownText')}
      initialFocus={done}
      actions={
        <>
          <CopyButton
            kind="plain"
            name={t('codes.name')}
            text={codes.join('\n')}
            onRefused={() => list.current && selectContents(list.current)}
          />
          <Button onClick={save}>
            <Icon name="download" />
            {t('action.download')} <Hidden>{t('codes.name')}</Hidden>
          </Button>
          <Button ref={done} kind="primary" onClick={onClose}>
            {t('codes.kept')}
          </Button>
        </>
      }
    >
      <ul ref={list} className={styles['codes']} translate="no">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
