import { Menu } from '@base-ui/react/menu'
import { Link } from '@tanstack/react-router'
import { useRef } from 'react'
import { useLogOut } from '../features/session/useLogOut.ts'
import { announce } from '../lib/announce.ts'
import { copyText } from '../lib/clipboard.ts'
import { t } from '../lib/messages/index.ts'
import { useUser } from '../lib/session.ts'
import { Icon } from '../ui/Icon.tsx'
import menu from '../ui/Menu.module.css'
import { type AskedBy, useAskedMenu } from '../ui/useAskedMenu.ts'
import styles from './AccountMenu.module.css'
import { AccountName } from './AccountName.tsx'
import { areasFor } from './areas.ts'
import { ConfirmedItem } from './ConfirmedItem.tsx'
import { LanguageItems } from './LanguageItems.tsx'
import { ThemeItems } from './ThemeItems.tsx'
import { UtcItem } from './UtcItem.tsx'

interface Props {
  readonly askedBy: AskedBy
  readonly onShortcuts: () => void
}

export default function AccountMenu({ askedBy, onShortcuts }: Props) {
  const place = useRef<HTMLDivElement>(null)
  const { trigger, defaultOpen } = useAskedMenu(askedBy)
  return (
    <Menu.Root defaultOpen={defaultOpen}>
      <Menu.Trigger ref={trigger} className={styles['trigger']}>
        <AccountName />
      </Menu.Trigger>
      {/* Drawn inside the header, so that it belongs to a landmark. */}
      <div ref={place} className={styles['place']} />
      <Menu.Portal container={place}>
        <Menu.Positioner className={menu['positioner']} align="end" sideOffset={6} collisionPadding={8}>
          <Menu.Popup className={`${menu['popup']} ${styles['popup']}`}>
            <SignedIn />
            <Menu.Separator className={menu['separator']} />
            <Places />
            <Menu.Separator className={menu['separator']} />
            <ThemeItems />
            <Menu.Separator className={menu['separator']} />
            <LanguageItems />
            <Menu.Separator className={menu['separator']} />
            <UtcItem />
            <Menu.Separator className={menu['separator']} />
            <Closing onShortcuts={onShortcuts} />
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}

function SignedIn() {
  const user = useUser()
  const copy = async () => {
    if (await copyText(user.accountId)) announce(t('announce.copied', { name: t('account.number') }))
  }
  return (
    <Menu.Group>
      <Menu.GroupLabel className={styles['signedIn']}>
        {t('menu.signedInAs')} <strong translate="no">{user.name}</strong>
      </Menu.GroupLabel>
      <Menu.Item className={menu['item']} closeOnClick={false} onClick={copy}>
        <Icon name="copy" />
        {t('menu.copyNumber', { number: user.accountId })}
      </Menu.Item>
      <ConfirmedItem />
    </Menu.Group>
  )
}

function Places() {
  const user = useUser()
  return (
    <Menu.Group aria-label={t('menu.places')}>
      {areasFor(user, 'menu').map(({ path, name }) => (
        <Menu.LinkItem key={path} className={menu['item']} closeOnClick render={<Link to={path} />}>
          {t(name)}
        </Menu.LinkItem>
      ))}
    </Menu.Group>
  )
}

function Closing({ onShortcuts }: { readonly onShortcuts: () => void }) {
  const logOut = useLogOut()
  return (
    <Menu.Group aria-label={t('menu.more')}>
      <Menu.Item className={menu['item']} onClick={onShortcuts}>
        {t('menu.shortcuts')}
        <kbd className={styles['kbd']}>?</kbd>
      </Menu.Item>
      <Menu.Item className={menu['item']} onClick={logOut}>
        {t('menu.logOut')}
      </Menu.Item>
    </Menu.Group>
  )
}
