import fc from 'fast-check'

/** What may happen in a history, for fast-check's models; after each of it everything is looked at. */
export interface Commands<Model extends object, Real> {
  command(
    name: string,
    run: (model: Model, real: Real) => Promise<unknown>,
    check?: (model: Model) => boolean,
  ): fc.AsyncCommand<Model, Real>
  /** Something that happens to one of those there are. */
  toOne<T>(
    name: string,
    of: (model: Model) => readonly T[],
    run: (real: Real, one: T, model: Model) => Promise<unknown>,
  ): fc.Arbitrary<fc.AsyncCommand<Model, Real>>
}

/** @param look throws when what is there is not what the model expects */
export function commandsWith<Model extends object, Real>(
  look: (model: Model, real: Real) => Promise<void>,
): Commands<Model, Real> {
  const command: Commands<Model, Real>['command'] = (name, run, check = () => true) => ({
    check,
    run: async (model, real) => {
      await run(model, real)
      await look(model, real)
    },
    toString: () => name,
  })
  const toOne: Commands<Model, Real>['toOne'] = (name, of, run) =>
    fc.nat(1_000).map((at) =>
      command(
        `${name} ${at}`,
        async (model, real) => {
          const one = of(model)[at % of(model).length]
          if (one !== undefined) await run(real, one, model)
        },
        (model) => of(model).length > 0,
      ),
    )
  return { command, toOne }
}
