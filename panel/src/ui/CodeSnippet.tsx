import { Tabs } from '@base-ui/react/tabs'
import { useRef, useState } from 'react'
import { selectContents } from '../lib/clipboard.ts'
import { t } from '../lib/messages/index.ts'
import styles from './CodeSnippet.module.css'
import { CopyButton } from './CopyButton.tsx'
import type { Snippet } from './snippet.ts'

export function CodeSnippet({
  name,
  snippets,
}: {
  readonly name: string
  readonly snippets: readonly Snippet[]
}) {
  const [language, setLanguage] = useState(snippets[0]?.label)
  const current = snippets.find(({ label }) => label === language)
  return (
    <Tabs.Root className={styles['box']} value={language} onValueChange={setLanguage}>
      <div className={styles['bar']}>
        <Tabs.List className={styles['list']} aria-label={t('code.languages', { name })} activateOnFocus>
          {snippets.map(({ label }) => (
            <Tabs.Tab key={label} value={label} className={styles['tab']} translate="no">
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {current && <CopyButton name={name} text={current.code} />}
      </div>
      {snippets.map(({ label, code }) => (
        <Tabs.Panel key={label} value={label} className={styles['panel']}>
          <Code text={code} />
        </Tabs.Panel>
      ))}
    </Tabs.Root>
  )
}

/** One command without a choice of languages. */
export function CommandLine({ name, code }: { readonly name: string; readonly code: string }) {
  const element = useRef<HTMLPreElement>(null)
  return (
    <div className={`${styles['box']} ${styles['command']}`}>
      <Code text={code} element={element} />
      <CopyButton
        name={name}
        text={code}
        onRefused={() => element.current && selectContents(element.current)}
      />
    </div>
  )
}

function Code({
  text,
  element,
}: {
  readonly text: string
  readonly element?: React.RefObject<HTMLPreElement | null>
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <pre ref={element} className={styles['code']} tabIndex={0} translate="no">
      <code>{text}</code>
    </pre>
  )
}
