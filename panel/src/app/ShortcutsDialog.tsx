import type { User } from '@keyward/sdk'
import { Fragment, useState } from 'react'
import { t } from '../lib/messages/index.ts'
import { useSessionIfAny } from '../lib/session.ts'
import { readStored, store } from '../lib/storage.ts'
import { Button } from '../ui/Button.tsx'
import { Checkbox } from '../ui/Choice.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { areasFor } from './areas.ts'
import styles from './ShortcutsDialog.module.css'
import { SHORTCUTS_OFF } from './useShortcuts.ts'

interface Props {
  readonly open: boolean
  readonly onClose: () => void
}

export function ShortcutsDialog({ open, onClose }: Props) {
  const user = useSessionIfAny()?.user
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('shortcuts.title')}
      actions={<Button onClick={onClose}>{t('action.close')}</Button>}
    >
      <dl className={styles['list']}>
        {rows(user).map(([keys, meaning]) => (
          <Fragment key={meaning}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{meaning}</dd>
          </Fragment>
        ))}
      </dl>
      <SwitchOff />
    </Dialog>
  )
}

function rows(user: User | undefined): readonly (readonly [readonly string[], string])[] {
  return [
    [['?'], t('shortcuts.help')],
    [['Ctrl', 'K'], t('shortcuts.palette')],
    [['/'], t('shortcuts.search')],
    [['j', 'k'], t('shortcuts.rows')],
    [['x'], t('shortcuts.select')],
    [['Enter'], t('shortcuts.open')],
    [['.'], t('shortcuts.rowMenu')],
    ...areasFor(user).map(
      ({ goKey, name }) => [['g', goKey], t('shortcuts.go', { place: t(name) })] as const,
    ),
    [['Esc'], t('shortcuts.escape')],
  ]
}

/** People who speak to their computer, or press keys by accident, can do without single letters. */
function SwitchOff() {
  const [off, setOff] = useState(readStored(SHORTCUTS_OFF) === 'yes')
  const change = (checked: boolean) => {
    store(SHORTCUTS_OFF, checked ? 'yes' : 'no')
    setOff(checked)
  }
  return <Checkbox label={t('shortcuts.off')} checked={off} onChange={change} />
}
