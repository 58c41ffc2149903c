import { download } from '../../lib/download.ts'
import { t } from '../../lib/messages/index.ts'
import { useAct } from '../../lib/useAct.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Hidden } from '../../ui/Hidden.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { type CredentialFile, credentialFiles } from './credentialFiles.ts'
import styles from './Downloads.module.css'
import { useKeySubject } from './subject.ts'
import type { KeyRow } from './useKeyRow.ts'

/** The key as files that programs read. */
export function Downloads({ row }: { readonly row: KeyRow }) {
  const { name: username, accountId } = useKeySubject()
  const save = useAct(async (file: CredentialFile) => {
    const apiKey = await row.value()
    download(file.name, file.text({ origin: window.location.origin, username, accountId, apiKey }))
    row.markSaved()
  })
  return (
    <div>
      <div className={styles['files']}>
        {credentialFiles.map((file) => (
          <Button key={file.name} busy={save.busy} onClick={() => save.run(file)}>
            <Icon name="download" />
            <Hidden>{t('action.download')} </Hidden>
            {file.name}
          </Button>
        ))}
      </div>
      {save.error !== null && <ErrorState error={save.error} title={t('key.notDownloaded')} />}
    </div>
  )
}
