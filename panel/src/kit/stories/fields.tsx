import { useState } from 'react'
import { AllBox } from '../../ui/AllBox.tsx'
import { Checkbox, Radios } from '../../ui/Choice.tsx'
import { ChoiceList } from '../../ui/ChoiceList.tsx'
import { Details } from '../../ui/Details.tsx'
import { DomainChecklist } from '../../ui/DomainChecklist.tsx'
import { FieldRow } from '../../ui/FieldRow.tsx'
import { OverlapChoice } from '../../ui/OverlapChoice.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { TextField } from '../../ui/TextField.tsx'
import type { Stories } from '../story.ts'

const TYPES = [
  { value: 'super', label: 'Super', text: 'Everything, administrators included.' },
  { value: 'standard', label: 'Standard', text: 'All products and domains.' },
] as const

const LIFETIMES = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
]

export const fields: Stories = {
  AllBox: () => {
    const [share, setShare] = useState<'none' | 'some' | 'all'>('some')
    return (
      <label htmlFor="kit-all">
        <AllBox id="kit-all" share={share} onChange={(on) => setShare(on ? 'all' : 'none')} /> All mailboxes
      </label>
    )
  },
  Choice: () => {
    const [keeps, setKeeps] = useState(true)
    const [days, setDays] = useState('30')
    return (
      <>
        <Checkbox label="Keep a copy" checked={keeps} onChange={setKeeps} />
        <Checkbox
          label="I know that programs stop"
          checked={false}
          onChange={() => {}}
          error="Tick this first."
        />
        <Radios legend="Ends after" name="kit-days" options={LIFETIMES} value={days} onChange={setDays} />
      </>
    )
  },
  ChoiceList: () => {
    const [type, setType] = useState('super')
    const options = TYPES.map((one) => ({ ...one, chosen: one.value === type }))
    return <ChoiceList legend="Type" kind="radio" options={options} onChange={setType} />
  },
  DomainChecklist: () => {
    const [chosen, setChosen] = useState<readonly string[] | null>(['example.net', 'old.example'])
    return <DomainChecklist legend="Domains" chosen={chosen} onChange={setChosen} />
  },
  FieldRow: () => {
    const [name, setName] = useState('Ann')
    return (
      <Details>
        <FieldRow
          name="Display name"
          text="As people see it."
          shown={name}
          value={name}
          field="displayName"
          input={{}}
          onSave={async (value) => setName(value)}
        />
      </Details>
    )
  },
  OverlapChoice: () => {
    const [overlap, setOverlap] = useState<Parameters<typeof OverlapChoice>[0]['overlap']>({
      name: 'at',
      at: '',
    })
    return <OverlapChoice overlap={overlap} onChange={setOverlap} error="Choose a time in the future." />
  },
  SearchField: () => (
    <SearchField label="Find a mailbox" hint="A name or an address" text="" onLook={() => {}} />
  ),
  Select: () => <Select label="Ends after" hint="From today." options={LIFETIMES} />,
  TextArea: () => <TextArea label="Message" hint="What writers are answered." rows={3} />,
  TextField: () => (
    <>
      <TextField label="Name" hint="Letters, digits, dots." defaultValue="anna" />
      <TextField label="Taken name" defaultValue="ben" error="A mailbox has this name." />
    </>
  ),
}
