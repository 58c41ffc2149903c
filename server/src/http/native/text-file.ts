/** An answer that is no JSON: a text of any length, sent as it is made. */
export class TextFile {
  readonly type: string
  readonly fileName: string
  readonly chunks: AsyncIterable<string>

  constructor(type: string, fileName: string, chunks: AsyncIterable<string>) {
    this.type = type
    this.fileName = fileName
    this.chunks = chunks
  }
}
