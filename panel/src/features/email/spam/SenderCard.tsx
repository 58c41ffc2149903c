import type { SenderChange, SenderList, SenderLists } from '@keyward/sdk'
import { type FormEvent, useState } from 'react'
import { announce } from '../../../lib/announce.ts'
import { fieldError } from '../../../lib/errors.ts'
import { t } from '../../../lib/messages/index.ts'
import { useAct } from '../../../lib/useAct.ts'
import { Button } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { ShowAsCode } from '../../../ui/ShowAsCode.tsx'
import { TextArea } from '../../../ui/TextArea.tsx'
import styles from '../Email.module.css'
import { useSaved } from '../useSaved.ts'
import { senderChange } from './spamDraft.ts'
import { changeSenders, type SpamOwner } from './spamOwner.ts'
import { senderSnippets } from './spamSnippets.ts'

interface Props {
  readonly owner: SpamOwner
  readonly kind: 'safe' | 'block'
  readonly lists: SenderLists
}

const LISTS = {
  safe: { people: 'safelist', networks: 'ipsafelist' },
  block: { people: 'blocklist', networks: 'ipblocklist' },
} as const

const PARTS = ['people', 'networks'] as const
type Part = (typeof PARTS)[number]

const isChange = ({ add = [], remove = [] }: SenderChange) => add.length + remove.length > 0

/** Senders and networks who are always let in, or always refused. */
export function SenderCard({ owner, kind, lists }: Props) {
  const saved = useSaved()
  const [typed, setTyped] = useState<Partial<Record<Part, string>>>({})
  // The list at which an error stands.
  const [failing, setFailing] = useState<Part | null>(null)
  const textOf = (part: Part) => typed[part] ?? lists[LISTS[kind][part]].join('\n')
  const changeOf = (part: Part) => senderChange(lists[LISTS[kind][part]], textOf(part))
  const save = useAct(async () => {
    const wanted = PARTS.map((part) => ({ part, change: changeOf(part) })).filter(({ change }) =>
      isChange(change),
    )
    if (wanted.length === 0) return announce(t('senders.nothing'))
    for (const { part, change } of wanted) {
      setFailing(part)
      await changeSenders(owner, LISTS[kind][part], change)
    }
    setFailing(null)
    const added = wanted.reduce((count, { change: { add = [] } }) => count + add.length, 0)
    const removed = wanted.reduce((count, { change: { remove = [] } }) => count + remove.length, 0)
    const undo = async () => {
      for (const { part, change } of wanted) await changeSenders(owner, LISTS[kind][part], opposite(change))
    }
    await saved(t('senders.saved', { name: owner.name, added, removed }), undo)
    setTyped({})
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void save.run()
  }
  const error = fieldError(save.error, 'add')
  const shown: Part = PARTS.find((part) => isChange(changeOf(part))) ?? 'people'
  const list: SenderList = LISTS[kind][shown]
  return (
    <Card
      title={t(`senders.${kind}`)}
      lead={[t(`senders.${kind}Text`), owner.kind === 'mailbox' ? t('senders.ofMailbox') : ''].join(' ')}
    >
      <form className={styles['form']} onSubmit={submit}>
        {PARTS.map((part) => (
          <TextArea
            key={part}
            label={t(`senders.${part}`)}
            hint={t(`senders.${part}Hint`)}
            rows={5}
            spellCheck={false}
            autoCapitalize="none"
            value={textOf(part)}
            error={failing === part ? error : undefined}
            onChange={(event) => setTyped({ ...typed, [part]: event.currentTarget.value })}
          />
        ))}
        {save.error !== null && error === undefined && <ErrorState error={save.error} />}
        <div className={styles['row']}>
          <Button kind="primary" type="submit" busy={save.busy}>
            {t('senders.save')}
          </Button>
        </div>
      </form>
      <ShowAsCode
        name={t(kind === 'safe' ? 'code.safeName' : 'code.blockName')}
        snippets={senderSnippets(owner, list, changeOf(shown))}
      />
    </Card>
  )
}

function opposite({ add = [], remove = [] }: SenderChange): SenderChange {
  return { add: remove, remove: add }
}
