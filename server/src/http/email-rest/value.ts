/** What an answer holds: JSON as it stands, and what XML is made of. */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [name: string]: Value }
