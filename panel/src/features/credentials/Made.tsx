import type { CreatedApplicationCredential } from '@keyward/sdk'
import { download } from '../../lib/download.ts'
import { t } from '../../lib/messages/index.ts'
import { Button } from '../../ui/Button.tsx'
import { CodeSnippet } from '../../ui/CodeSnippet.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { Details, DetailsRow } from '../../ui/Details.tsx'
import { Hidden } from '../../ui/Hidden.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { cloudsYaml } from './snippets.ts'

interface Props {
  readonly made: CreatedApplicationCredential
  readonly onDone: () => void
}

/** The secret, this once, and the file that OpenStack's programs read it from. */
export function Made({ made, onDone }: Props) {
  const { id, name, secret } = made
  const yaml = cloudsYaml(window.location.origin, made)
  return (
    <Notice kind="success" urgent>
      <strong>{t('own.madeTitle', { name })}</strong>
      <p>{t('own.madeText')}</p>
      <Details>
        <DetailsRow label={t('own.id')} actions={<CopyButton name={t('own.id')} text={id} />}>
          <code translate="no">{id}</code>
        </DetailsRow>
        <DetailsRow label={t('own.secret')} actions={<CopyButton name={t('own.secret')} text={secret} />}>
          <code translate="no" spellCheck={false}>
            {secret}
          </code>
        </DetailsRow>
      </Details>
      <CodeSnippet name={t('own.cloudsYaml')} snippets={[{ label: t('own.cloudsYaml'), code: yaml }]} />
      <p>
        <Button onClick={() => download('clouds.yaml', yaml)}>
          {t('action.download')} <Hidden>{t('own.cloudsYaml')}</Hidden>
        </Button>{' '}
        <Button kind="primary" onClick={onDone}>
          {t('own.gotIt')}
        </Button>
      </p>
    </Notice>
  )
}
