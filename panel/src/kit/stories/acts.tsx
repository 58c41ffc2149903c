import { useState } from 'react'
import { tellDone } from '../../lib/lastDone.ts'
import { ActionItem, ActionMenu, ActionSeparator } from '../../ui/ActionMenu.tsx'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { DoneBar } from '../../ui/DoneBar.tsx'
import { FormDialog } from '../../ui/FormDialog.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { LastDone } from '../../ui/LastDone.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { Row } from '../Row.tsx'
import type { Stories } from '../story.ts'

export const acts: Stories = {
  ActionMenu: () => (
    <ActionMenu name="More for anna">
      <ActionItem icon="pencil" onClick={() => {}}>
        Edit
      </ActionItem>
      <ActionSeparator />
      <ActionItem danger onClick={() => {}}>
        Delete…
      </ActionItem>
    </ActionMenu>
  ),
  Button: () => (
    <Row>
      <Button>Plain</Button>
      <Button kind="primary">Primary</Button>
      <Button kind="danger">Danger</Button>
      <Button kind="quiet">
        <Icon name="pencil" />
        Quiet
      </Button>
      <Button kind="primary" busy>
        Busy
      </Button>
      <Button disabled>Disabled</Button>
    </Row>
  ),
  CopyButton: () => <CopyButton name="Account number" text="100001" />,
  ConfirmDialog: () => {
    const [state, setState] = useState<'closed' | 'open' | 'refused'>('closed')
    const error = state === 'refused' ? new Error('Refused.') : null
    return (
      <div>
        <Button onClick={() => setState('open')}>Generate…</Button>
        {state !== 'closed' && (
          <ConfirmDialog
            title="Generate a new key?"
            text="The old key stops working at once."
            button="Generate New Key"
            act={{ busy: false, error }}
            failed="No key was made."
            onConfirm={() => setState('refused')}
            onClose={() => setState('closed')}
          />
        )}
      </div>
    )
  },
  Dialog: () => {
    const [open, setOpen] = useState(false)
    const close = () => setOpen(false)
    return (
      <div>
        <Button onClick={() => setOpen(true)}>Recovery codes…</Button>
        <Dialog
          open={open}
          onClose={close}
          title="Recovery codes"
          description="Each opens the account once."
          actions={<Button onClick={close}>Close</Button>}
        />
      </div>
    )
  },
  DoneBar: () => <Again />,
  FormDialog: () => {
    const [state, setState] = useState<'closed' | 'open' | 'refused'>('closed')
    const error = state === 'refused' ? new Error('Refused.') : null
    return (
      <div>
        <Button onClick={() => setState('open')}>Rename…</Button>
        {state !== 'closed' && (
          <FormDialog
            title="Rename the mailbox"
            button="Rename"
            act={{ busy: false, error }}
            fault={null}
            onSubmit={() => setState('refused')}
            onClose={() => setState('closed')}
          >
            <TextField label="Name" defaultValue="anna" error={error?.message} />
          </FormDialog>
        )}
      </div>
    )
  },
  LastDone: () => (
    <div>
      <Button onClick={() => tellDone({ text: 'Deleted anna.', undo: async () => {} })}>Delete</Button>
      <LastDone about={['kit']} />
    </div>
  ),
}

function Again() {
  const [text, setText] = useState<string | null>(null)
  return (
    <div>
      <Button onClick={() => setText('Blocked 3 mailboxes.')}>Block</Button>
      <DoneBar text={text} onUndo={() => setText('Undone.')} onDismiss={() => setText(null)} />
    </div>
  )
}
