import type { Entry } from './learn.ts'

/** What texts in another language have to be: those of the English file, each with the same `{names}` in it. */
export type Translation<Texts extends Readonly<Record<string, Entry>>> = {
  readonly [K in keyof Texts]: Translated<Texts[K]>
}

type Translated<E extends Entry> = E extends { readonly other: infer Other }
  ? { readonly one: string; readonly other: With<NamesIn<Other>> }
  : With<NamesIn<E>>

export type NamesIn<S> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never

/** A text in which each of the names stands somewhere. */
type With<Name extends string> = [Name] extends [never] ? string : All<Name>
type All<Name extends string> = (
  Name extends string
    ? (text: `${string}{${Name}}${string}`) => void
    : never
) extends (text: infer Text) => void
  ? Text
  : never
