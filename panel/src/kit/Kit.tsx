import { Page } from '../ui/Page.tsx'
import styles from './Kit.module.css'
import { acts } from './stories/acts.tsx'
import { callers } from './stories/callers.tsx'
import { fields } from './stories/fields.tsx'
import { secrets } from './stories/secrets.tsx'
import { states } from './stories/states.tsx'
import { structure } from './stories/structure.tsx'

const STORIES = { ...acts, ...fields, ...structure, ...states, ...secrets, ...callers }

/** Every part of the panel in each of its states, to look at and to test without a server. */
export function Kit() {
  const all = Object.entries(STORIES).toSorted(([one], [other]) => (one < other ? -1 : 1))
  return (
    <main className={styles['kit']} tabIndex={-1}>
      <Page title="Parts" lead="Each part of the panel in its states. Nothing here asks a server.">
        <nav className={styles['names']} aria-label="Parts">
          {all.map(([name]) => (
            <a key={name} href={`#${name}`}>
              {name}
            </a>
          ))}
        </nav>
        {all.map(([name, Story]) => (
          <section key={name} id={name} className={styles['part']} aria-labelledby={`${name}-title`}>
            <h2 id={`${name}-title`}>{name}</h2>
            <Story />
          </section>
        ))}
      </Page>
    </main>
  )
}
