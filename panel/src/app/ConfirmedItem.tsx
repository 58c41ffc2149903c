import { Menu } from '@base-ui/react/menu'
import { api } from '../lib/api.ts'
import { formatTime } from '../lib/format.ts'
import { t } from '../lib/messages/index.ts'
import { useSession, useSessionUpdate } from '../lib/session.ts'
import { useAct } from '../lib/useAct.ts'
import { useNow } from '../lib/useNow.ts'
import { Icon } from '../ui/Icon.tsx'
import menu from '../ui/Menu.module.css'

/** How long Show, Copy and Reset still ask for nothing, and the way to end that early. */
export function ConfirmedItem() {
  const { confirmedUntil } = useSession()
  const update = useSessionUpdate()
  const now = useNow(5000)
  const end = useAct(async () => {
    await api.session.endStepUp()
    update((session) => ({ ...session, confirmedUntil: null }))
  })
  if (confirmedUntil === null || Date.parse(confirmedUntil) <= now) return null
  return (
    <Menu.Item className={menu['item']} closeOnClick={false} onClick={() => end.run()}>
      <Icon name="check" />
      {t('menu.confirmedUntil', { time: formatTime(confirmedUntil) })}
    </Menu.Item>
  )
}
