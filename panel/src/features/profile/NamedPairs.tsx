import type { KeyPair, RevealedKeyPair } from '@keyward/sdk'
import { type ReactNode, useRef, useState } from 'react'
import { announce } from '../../lib/announce.ts'
import { api } from '../../lib/api.ts'
import { formatDate } from '../../lib/format.ts'
import { t } from '../../lib/messages/index.ts'
import { useStepUp } from '../../lib/stepUp.ts'
import { useAct } from '../../lib/useAct.ts'
import { useFocusWhenDrawn } from '../../lib/useFocusWhenDrawn.ts'
import { useShownKey } from '../../lib/useShownKey.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Hidden } from '../../ui/Hidden.tsx'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { Table } from '../../ui/Table.tsx'
import { DeletePairDialog } from './DeletePairDialog.tsx'
import { NamedPairDialog } from './NamedPairDialog.tsx'
import { OldPairNotice } from './OldPairNotice.tsx'
import styles from './Pair.module.css'
import { RefusedPairs } from './RefusedPairs.tsx'
import { ResetPairDialog } from './ResetPairDialog.tsx'
import { useRememberPair } from './usePairActs.ts'

/** Pairs that are good for less than everything. */
export function NamedPairs({ pairs }: { readonly pairs: readonly KeyPair[] }) {
  const [adding, setAdding] = useState(false)
  const remember = useRememberPair()
  const shown = useShownKey()
  const code = useRef<HTMLElement>(null)
  const [made, setMade] = useState<Pick<RevealedKeyPair, 'name' | 'userKey'> | null>(null)
  const display = (pair: RevealedKeyPair) => {
    setMade({ name: pair.name, userKey: pair.userKey })
    shown.show(pair.secretKey)
  }
  const focusSecret = useFocusWhenDrawn(code)
  const displayNew = (pair: RevealedKeyPair) => {
    remember(pair)
    display(pair)
    announce(t('pair.generated'))
  }
  const onMade = (pair: RevealedKeyPair) => {
    setAdding(false)
    displayNew(pair)
  }
  const onReset = (pair: RevealedKeyPair) => {
    displayNew(pair)
    focusSecret()
  }
  return (
    <Card
      title={t('named.title')}
      lead={t('named.lead')}
      aside={<Button onClick={() => setAdding(true)}>{t('named.add')}</Button>}
    >
      {made && shown.value !== null && (
        <Notice kind="success">
          <strong>{t('named.made', { name: made.name })}</strong>
          <p>
            {t('pair.userKey')}: <code className={styles['value']}>{made.userKey}</code>
          </p>
          <div className={styles['line']}>
            <KeyValue shown={shown} code={code} />
            <CopyButton name={t('pair.secretKey')} text={shown.value} />
          </div>
        </Notice>
      )}
      {pairs.length === 0 ? (
        <p>{t('named.none')}</p>
      ) : (
        <Pairs pairs={pairs} onShown={display} onReset={onReset} />
      )}
      {adding && (
        <NamedPairDialog
          taken={['default', ...pairs.map(({ name }) => name)]}
          onMade={onMade}
          onClose={() => setAdding(false)}
        />
      )}
    </Card>
  )
}

interface PairsProps {
  readonly pairs: readonly KeyPair[]
  readonly onShown: (pair: RevealedKeyPair) => void
  readonly onReset: (pair: RevealedKeyPair) => void
}

function Pairs({ pairs, onShown, onReset }: PairsProps) {
  const stepUp = useStepUp()
  const [asked, setAsked] = useState<{ readonly act: 'reset' | 'delete'; readonly name: string } | null>(null)
  const close = () => setAsked(null)
  const show = useAct(async (name: string) => {
    onShown(await stepUp('stepUp.pairShow', () => api.keyPairs.reveal(name)))
    announce(t('pair.shown'))
  })
  return (
    <>
      <Table caption={t('named.title')} columns={columnsOfPairs()} cards>
        {pairs.map((pair) => (
          <PairRow key={pair.id} pair={pair}>
            <Button kind="quiet" busy={show.busy} onClick={() => show.run(pair.name)}>
              {t('action.show')} <Hidden>{pair.name}</Hidden>
            </Button>
            <Button kind="quiet" onClick={() => setAsked({ act: 'reset', name: pair.name })}>
              {t('pair.reset')} <Hidden>{pair.name}</Hidden>
            </Button>
            <Button kind="quiet" onClick={() => setAsked({ act: 'delete', name: pair.name })}>
              {t('named.delete')} <Hidden>{pair.name}</Hidden>
            </Button>
          </PairRow>
        ))}
      </Table>
      <RefusedPairs pairs={pairs} />
      {pairs.map(
        ({ name, overlap }) => overlap && <OldPairNotice key={name} pairName={name} overlap={overlap} />,
      )}
      {show.error !== null && <ErrorState error={show.error} title={t('pair.notShown')} />}
      {asked?.act === 'reset' && <ResetPairDialog pairName={asked.name} onClose={close} onDone={onReset} />}
      {asked?.act === 'delete' && <DeletePairDialog name={asked.name} onClose={close} />}
    </>
  )
}

const columnsOfPairs = () => [
  { name: t('named.name') },
  { name: t('named.may') },
  { name: t('named.until') },
  { name: t('caller.lastUse') },
  { name: t('named.acts'), hidden: true },
]

function PairRow({ pair, children }: { readonly pair: KeyPair; readonly children: ReactNode }) {
  return (
    <tr>
      <th scope="row">
        {pair.name}
        <div className={styles['muted']} translate="no">
          {pair.userKey}
        </div>
      </th>
      <td data-label={t('named.may')}>{scopeText(pair)}</td>
      <td data-label={t('named.until')}>
        {pair.expiresAt === null ? t('named.forEver') : formatDate(pair.expiresAt)}
      </td>
      <td data-label={t('caller.lastUse')}>
        {pair.lastUse === null ? t('key.noUse') : <RelativeTime at={pair.lastUse.at} />}
      </td>
      <td>{children}</td>
    </tr>
  )
}

function scopeText({ access, areas, domains, networks }: KeyPair): string {
  const parts = [
    t(`named.access.${access}`),
    areas === null ? t('named.everyArea') : areas.map((area) => t(`named.area.${area}`)).join(', '),
    domains === null ? t('named.everyDomain') : domains.join(', '),
    ...(networks.length > 0 ? [networks.join(', ')] : []),
  ]
  return parts.join(' · ')
}
