import { Dialog } from '@base-ui/react/dialog'
import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { t } from '../../lib/messages/index.ts'
import dialog from '../../ui/Dialog.module.css'
import { Icon } from '../../ui/Icon.tsx'
import type { Found } from './found.ts'
import { Groups } from './Groups.tsx'
import styles from './Palette.module.css'
import { useFound } from './useFound.ts'

interface Props {
  readonly open: boolean
  readonly onClose: () => void
}

/** One field that finds pages, users, mailboxes and domains, and leads there. */
export default function Palette({ open, onClose }: Props) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <Dialog.Root open={open} onOpenChange={(opens) => opens || onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={dialog['backdrop']} />
        <Dialog.Viewport className={styles['viewport']}>
          <Dialog.Popup
            className={`${dialog['popup']} ${styles['popup']}`}
            aria-label={t('palette.title')}
            initialFocus={input}
          >
            <Finder input={input} onClose={onClose} />
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

interface FinderProps extends Pick<Props, 'onClose'> {
  readonly input: React.RefObject<HTMLInputElement | null>
}

/** A combobox whose list is always there: the focus stays in the field, the arrow keys move the choice. */
function Finder({ input, onClose }: FinderProps) {
  const navigate = useNavigate()
  const id = useId()
  const [text, setText] = useState('')
  const { groups, looking, failed } = useFound(text)
  const all = groups.flatMap(({ items }) => items)
  const [at, setAt] = useState(0)
  const chosen = Math.min(at, all.length - 1)
  useEffect(() => {
    document.getElementById(`${id}-${chosen}`)?.scrollIntoView({ block: 'nearest' })
  }, [id, chosen])
  const go = ({ to }: Found) => {
    onClose()
    void navigate({ to })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const target = all[chosen]
    if (step !== undefined && all.length > 0) setAt((chosen + step + all.length) % all.length)
    else if (event.key === 'Enter' && target && !event.nativeEvent.isComposing) go(target)
    else return
    event.preventDefault()
  }
  return (
    <>
      <div className={styles['field']}>
        <Icon name="search" />
        <input
          ref={input}
          className={styles['input']}
          role="combobox"
          aria-label={t('palette.input')}
          aria-describedby={`${id}-keys`}
          aria-expanded={all.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={all.length > 0 ? `${id}-${chosen}` : undefined}
          placeholder={t('palette.hint')}
          maxLength={100}
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={({ currentTarget: { value } }) => {
            setText(value)
            setAt(0)
          }}
          onKeyDown={onKeyDown}
        />
        <Dialog.Close className={styles['close']}>{t('action.close')}</Dialog.Close>
      </div>
      <Groups id={id} groups={groups} chosen={chosen} onChoose={setAt} onGo={go} />
      <p className={styles['said']} role="status">
        {said({ nothing: all.length === 0, looking, failed })}
      </p>
      <p id={`${id}-keys`} className="visually-hidden">
        {t('palette.keys')}
      </p>
    </>
  )
}

function said({ nothing, looking, failed }: Record<'nothing' | 'looking' | 'failed', boolean>): string {
  if (failed) return t('palette.failed')
  if (!nothing) return ''
  return looking ? t('palette.looking') : t('palette.nothing')
}
