import { Menu } from '@base-ui/react/menu'
import { type ReactNode, useRef, useState } from 'react'
import { Button, buttonClass } from './Button.tsx'
import { Hidden } from './Hidden.tsx'
import { Icon, type IconName } from './Icon.tsx'
import styles from './Menu.module.css'
import { type AskedBy, askedByOf, useAskedMenu } from './useAskedMenu.ts'

interface Props {
  /** What the acts are about: "More for anna". */
  readonly name: string
  readonly children: ReactNode
}

/** Three dots that open a list of acts. A long list has many of them: what opens is made when it is asked for. */
export function ActionMenu({ name, children }: Props) {
  const [askedBy, setAskedBy] = useState<AskedBy>()
  if (askedBy) {
    return (
      <OpenMenu name={name} askedBy={askedBy}>
        {children}
      </OpenMenu>
    )
  }
  return (
    <Button
      kind="quiet"
      aria-haspopup="menu"
      aria-expanded={false}
      onClick={(press) => setAskedBy(askedByOf(press))}
    >
      <Dots name={name} />
    </Button>
  )
}

function Dots({ name }: Pick<Props, 'name'>) {
  return (
    <>
      <Icon name="dots" />
      <Hidden>{name}</Hidden>
    </>
  )
}

function OpenMenu({ name, askedBy, children }: Props & { readonly askedBy: AskedBy }) {
  const place = useRef<HTMLDivElement>(null)
  const { trigger, defaultOpen } = useAskedMenu(askedBy)
  return (
    <Menu.Root defaultOpen={defaultOpen}>
      <Menu.Trigger ref={trigger} className={buttonClass('quiet')}>
        <Dots name={name} />
      </Menu.Trigger>
      {/* Drawn beside the button, so that it belongs to a landmark; fixed, so that no table cuts it off. */}
      <div ref={place} className={styles['place']} />
      <Menu.Portal container={place}>
        <Menu.Positioner
          className={styles['positioner']}
          positionMethod="fixed"
          align="end"
          sideOffset={4}
          collisionPadding={8}
        >
          <Menu.Popup className={styles['popup']}>{children}</Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}

interface ItemProps {
  readonly icon?: IconName
  /** It takes something away for good. */
  readonly danger?: boolean
  readonly onClick: () => void
  readonly children: ReactNode
}

export function ActionItem({ icon, danger, onClick, children }: ItemProps) {
  return (
    <Menu.Item className={styles['item']} data-danger={danger || undefined} onClick={onClick}>
      {icon && <Icon name={icon} />}
      {children}
    </Menu.Item>
  )
}

export function ActionSeparator() {
  return <Menu.Separator className={styles['separator']} />
}
