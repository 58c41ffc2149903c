/** Version of this build, from the root package.json. */
declare const __VERSION__: string

/** The text of a file, put in when the panel is built. */
declare module '*?raw' {
  const text: string
  export default text
}
