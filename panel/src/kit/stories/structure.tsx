import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { CodeSnippet, CommandLine } from '../../ui/CodeSnippet.tsx'
import { Details, DetailsRow } from '../../ui/Details.tsx'
import { ShowAsCode } from '../../ui/ShowAsCode.tsx'
import { TabLinks } from '../../ui/TabLinks.tsx'
import { Table } from '../../ui/Table.tsx'
import type { Stories } from '../story.ts'

const SNIPPETS = [
  {
    label: 'curl',
    code: 'curl -H "Authorization: Bearer $KEYWARD_KEY" https://keys.example.com/api/v1/verify',
  },
  { label: 'TypeScript', code: 'await keyward.verify(process.env.KEYWARD_KEY)' },
]

const ROWS = ['anna', 'ben', 'carla']

export const structure: Stories = {
  Card: () => (
    <Card title="Password" lead="Changed 3 days ago." aside={<Button>Change…</Button>}>
      <p>Signing in asks for it.</p>
    </Card>
  ),
  CodeSnippet: () => (
    <>
      <CodeSnippet name="Verifying a key" snippets={SNIPPETS} />
      <CommandLine name="Command" code="npm start" />
    </>
  ),
  Details: () => (
    <Details>
      <DetailsRow label="Username">anna</DetailsRow>
      <DetailsRow label="Email Address" actions={<Button kind="quiet">Edit</Button>}>
        anna@example.com
      </DetailsRow>
    </Details>
  ),
  ShowAsCode: () => <ShowAsCode name="Verifying a key" note="Programs do it so." snippets={SNIPPETS} />,
  Table: () => (
    <Table cards caption="Mailboxes" columns={[{ name: 'Mailbox' }, { name: 'Calls', numeric: true }]}>
      {ROWS.map((name, index) => (
        <tr key={name}>
          <th scope="row">{name}</th>
          <td data-numeric data-label="Calls">
            {index * 1_234}
          </td>
        </tr>
      ))}
    </Table>
  ),
  TabLinks: () => (
    <TabLinks
      name="Parts of the page"
      tabs={[
        { label: 'Overview', to: '/', current: true },
        { label: 'Usage', to: '/usage', current: false },
      ]}
    />
  ),
}
