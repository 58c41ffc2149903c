import { BOOLEANS, listRuleOf, NAMESPACES, NUMBERS, SPACED } from './identity-xml-table.ts'
import { RequestError } from './request-error.ts'
import { parseXmlBody, type XmlElement } from './xml-body.ts'

const PREFIXES = new Map([...NAMESPACES].map(([prefix, uri]) => [uri, prefix]))
/** Tools write the place of a schema, and the language, into the root: nothing is read there. */
const IGNORED = ['http://www.w3.org/2001/XMLSchema-instance', 'http://www.w3.org/XML/1998/namespace']

/**
 * Reads an XML body as what a JSON body would have been, so that one reader serves both.
 * @param core the namespace of names without a prefix
 * @throws RequestError as `parseXmlBody`; for another namespace, for text between elements, for a name given twice
 */
export function jsonOfXml(body: Buffer, core: string): unknown {
  const root = parseXmlBody(body)
  const name = nameOf(root, core, core)
  return { [name]: jsonOf(root, name, '', core) }
}

/** As JSON has it: the dialect's own names plain, those of an extension with its prefix. */
function nameOf({ uri, local }: Pick<XmlElement, 'uri' | 'local'>, parentUri: string, core: string): string {
  if (uri === core || uri === parentUri) return local
  const prefix = PREFIXES.get(uri)
  if (prefix === undefined)
    throw new RequestError('bad_request', 'An element is in a namespace not known here.')
  return `${prefix}:${local}`
}

function jsonOf(element: XmlElement, name: string, parent: string, core: string): unknown {
  const { attributes, children, text } = element
  if (text.trim() !== '') {
    if (attributes.length === 0 && children.length === 0) return scalarOf(name, text)
    throw new RequestError('bad_request', 'There is text between elements.')
  }
  const rule = listRuleOf(parent, name)
  const isList = rule?.wrapped && rule.item !== '*' && attributes.length === 0
  return isList ? itemsOf(element, rule.item, name, core) : membersOf(element, name, core)
}

function itemsOf(
  { uri, children }: XmlElement,
  item: string,
  name: string,
  core: string,
): readonly unknown[] {
  return children.map((child) => {
    const isItem = [item, item.slice(item.indexOf(':') + 1)].includes(nameOf(child, uri, core))
    if (!isItem) throw new RequestError('bad_request', 'A list holds something else than its items.')
    return jsonOf(child, item, name, core)
  })
}

function membersOf(element: XmlElement, name: string, core: string): object {
  const given = element.attributes
    .filter(({ uri }) => !IGNORED.includes(uri))
    .map((attribute): [string, unknown] => {
      const member = attribute.uri === '' ? attribute.local : nameOf(attribute, core, core)
      return [member, scalarOf(member, attribute.value)]
    })
  const nested = element.children.map((child): [string, unknown] => {
    const member = nameOf(child, element.uri, core)
    return [member, jsonOf(child, member, name, core)]
  })
  const members = [...given, ...nested]
  if (new Set(members.map(([member]) => member)).size < members.length) {
    throw new RequestError('bad_request', 'A member of the body is given twice.')
  }
  return Object.fromEntries(members)
}

function scalarOf(name: string, text: string): unknown {
  if (SPACED.has(name)) return text.split(/\s+/).filter((part) => part !== '')
  if (BOOLEANS.has(name) && (text === 'true' || text === 'false')) return text === 'true'
  return NUMBERS.has(name) && /^[0-9]{1,9}$/.test(text) ? Number(text) : text
}
