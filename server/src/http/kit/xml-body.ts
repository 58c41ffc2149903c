import { SaxesParser } from 'saxes'
import { RequestError } from './request-error.ts'

/** An element as it was sent, namespaces resolved; '' where there is none. */
export interface XmlElement {
  readonly uri: string
  readonly local: string
  readonly attributes: readonly XmlAttribute[]
  readonly children: readonly XmlElement[]
  readonly text: string
}

export interface XmlAttribute {
  readonly uri: string
  readonly local: string
  readonly value: string
}

interface OpenElement extends XmlElement {
  readonly children: OpenElement[]
  text: string
}

const MAX_DEPTH = 32
/** Elements and attributes together. */
const MAX_PARTS = 1_000
const MAX_STRING_LENGTH = 8_192
const XMLNS = 'http://www.w3.org/2000/xmlns/'

/**
 * Parses an XML body within fixed limits, those of JSON bodies. There is no document type and so no entity but the five
 * of XML itself: nothing can be expanded or fetched.
 * @returns the root element
 * @throws RequestError for invalid UTF-8, broken XML, a document type, a processing instruction, too deep nesting, too
 * many elements, too long texts
 */
export function parseXmlBody(body: Buffer): XmlElement {
  const text = decode(body)
  const parser = new SaxesParser({ xmlns: true, defaultXMLVersion: '1.0', forceXMLVersion: true })
  const builder = new TreeBuilder()
  parser.on('error', () => refuse('The body is not valid XML.'))
  parser.on('doctype', () => refuse('The body has a document type; entities are not read.'))
  parser.on('processinginstruction', () => refuse('The body has a processing instruction.'))
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding !== undefined && !/^utf-?8$/i.test(encoding)) refuse('The body is not UTF-8.')
  })
  parser.on('opentag', ({ uri, local, attributes }) => builder.open(uri, local, Object.values(attributes)))
  parser.on('closetag', () => builder.close())
  parser.on('text', (given) => builder.addText(given))
  parser.on('cdata', (given) => builder.addText(given))
  parser.write(text).close()
  return builder.root()
}

/** Puts elements together as they come, and stops at the first that is too much. */
class TreeBuilder {
  readonly #open: OpenElement[] = []
  #root: OpenElement | undefined
  #parts = 0

  open(uri: string, local: string, given: readonly XmlAttribute[]): void {
    if (this.#open.length >= MAX_DEPTH) refuse('The body is nested too deeply.')
    this.#parts += 1 + given.length
    if (this.#parts > MAX_PARTS) refuse('The body has too many members.')
    const attributes = given.filter((attribute) => attribute.uri !== XMLNS)
    for (const { value } of attributes) checkLength(value)
    const element = { uri, local, attributes, children: [], text: '' }
    this.#open.at(-1)?.children.push(element)
    this.#root ??= element
    this.#open.push(element)
  }

  close(): void {
    this.#open.pop()
  }

  addText(text: string): void {
    const element = this.#open.at(-1)
    if (!element) return
    element.text += text
    checkLength(element.text)
  }

  root(): XmlElement {
    return this.#root ?? refuse('The body is not valid XML.')
  }
}

function checkLength(text: string): void {
  if (text.length > MAX_STRING_LENGTH) refuse('A text in the body is too long.')
}

function decode(body: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    refuse('The body is not UTF-8.')
  }
}

function refuse(message: string): never {
  throw new RequestError('bad_request', message)
}
