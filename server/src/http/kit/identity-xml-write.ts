import {
  ALWAYS_CORE,
  isLeftOut,
  isTextElement,
  KEYED,
  listRuleOf,
  NAMESPACES,
  ROOT_NAMESPACES,
  SPACED,
  UNNAMED,
} from './identity-xml-table.ts'
import { escaped } from './xml-text.ts'

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'

/** Within what something is written: the JSON name of the element around it, and the prefix of that. */
interface Around {
  readonly name: string
  readonly prefix: string
  /** Prefixes that the root must declare. */
  readonly used: Set<string>
}

/**
 * An answer in JSON, as XML.
 * @param json an object with one member, beside which links do not count
 * @param core the namespace of names without a prefix
 */
export function xmlOfJson(json: string, core: string): string {
  const answer: unknown = JSON.parse(json)
  const used = new Set<string>()
  const entries = isObject(answer) ? Object.entries(answer) : []
  const [name = 'answer', value] = entries.find(([each]) => !isLeftOut('', each)) ?? []
  const root = write(name, value, { name: '', prefix: '', used })
  const declared = [...used].map((prefix) => ` xmlns:${prefix.toLowerCase()}="${NAMESPACES.get(prefix)}"`)
  const namespaces = ` xmlns="${ROOT_NAMESPACES.get(name) ?? core}"${declared.join('')}`
  return `${DECLARATION}${root.replace(/^<[^\s/>]+/, (tag) => tag + namespaces)}`
}

function write(name: string, value: unknown, around: Around): string {
  if (Array.isArray(value)) return writeList(name, value, around)
  const inside = { ...around, name, prefix: prefixOf(name, around) }
  if (!isObject(value)) return tagged(name, '', escaped(value), inside)
  const keyed = KEYED.get(`${around.name}/${name}`)
  if (keyed) {
    const items = Object.entries(value).map(([key, rows]) => {
      const item = { ...inside, name: keyed.item }
      const attribute = ` ${keyed.key}="${escaped(key)}"`
      return tagged(keyed.item, attribute, writeItems(keyed.rows, rows, item), item)
    })
    return tagged(name, '', items.join(''), inside)
  }
  const members = Object.entries(value).filter(([member, one]) => one !== null && !isLeftOut(name, member))
  const attributes = members.filter(([member, one]) => isAttribute(name, member, one))
  const elements = members.filter(([member, one]) => !isAttribute(name, member, one))
  const attributeText = attributes.map(([member, one]) => writeAttribute(member, one, inside)).join('')
  return tagged(
    name,
    attributeText,
    elements.map(([member, one]) => write(member, one, inside)).join(''),
    inside,
  )
}

function writeList(name: string, items: readonly unknown[], around: Around): string {
  const { item, wrapped } = listRuleOf(around.name, name) ?? UNNAMED
  // A document has one root.
  const hasOwnElement = wrapped || around.name === ''
  const inside = hasOwnElement ? { ...around, name, prefix: prefixOf(name, around) } : around
  const text =
    item === '*' ? items.map((one) => writeNamed(one, inside)).join('') : writeItems(item, items, inside)
  return hasOwnElement ? tagged(name, '', text, inside) : text
}

function writeItems(item: string, items: unknown, around: Around): string {
  return Array.isArray(items) ? items.map((one: unknown) => write(item, one, around)).join('') : ''
}

/** An entry that is an object with one member, which names it. */
function writeNamed(item: unknown, around: Around): string {
  const entries = isObject(item) ? Object.entries(item) : []
  return entries.map(([name, value]) => write(name, value, around)).join('')
}

function isAttribute(parent: string, name: string, value: unknown): boolean {
  if (Array.isArray(value)) return SPACED.has(name)
  return !isObject(value) && !isTextElement(parent, name)
}

function writeAttribute(name: string, value: unknown, { used }: Around): string {
  const [prefix] = split(name)
  if (prefix !== '') used.add(prefix)
  return ` ${qualified(name, '')}="${escaped(Array.isArray(value) ? value.join(' ') : value)}"`
}

function tagged(name: string, attributes: string, content: string, { prefix, used }: Around): string {
  if (prefix !== '') used.add(prefix)
  const tag = qualified(name, prefix)
  return content === '' ? `<${tag}${attributes}/>` : `<${tag}${attributes}>${content}</${tag}>`
}

/** An element without a prefix of its own is of what it stands in. */
function prefixOf(name: string, around: Around): string {
  const [prefix] = split(name)
  return prefix !== '' || ALWAYS_CORE.has(name) ? prefix : around.prefix
}

function qualified(name: string, prefix: string): string {
  const [own, local] = split(name)
  const used = own === '' ? prefix : own
  return used === '' ? local : `${used.toLowerCase()}:${local}`
}

function split(name: string): readonly [prefix: string, local: string] {
  const colonAt = name.indexOf(':')
  return colonAt < 0 ? ['', name] : [name.slice(0, colonAt), name.slice(colonAt + 1)]
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
