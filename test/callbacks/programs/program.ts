/**
 * Random programs of calls, callbacks, exceptions, jumps and faults, one in the other, and what they do. They are run with the C of
 * callbacks.c and with a model of it: what they give, throw and see on the way has to be the same.
 */
import type { Random } from '../../oracle/random.ts'

export type Callback = (value: number) => number

export interface Point {
  readonly x: number
  readonly y: number
}

/** Of callbacks.c. */
export interface Functions {
  apply(fn: Callback, value: number): number
  sum_of(fn: Callback, count: number): number
  apply_twice(first: Callback, second: Callback, value: number): number
  length_after(text: string, fn: Callback): number
  same_point(fn: (point: Point) => Point, point: Point): Point
  fault_after(fn: Callback, value: number): number
  with_mark(fn: Callback, value: number): number
  with_mark_reaching(fn: Callback, bytes: number, then: number): number
  jump(outer: number, value: number): void
  jump_after_callback(fn: Callback, value: number): void
  count_marks(): number
}

export interface World extends Functions {
  /** The same on the thread's own stack. */
  readonly host: Pick<Functions, 'apply' | 'sum_of' | 'apply_twice'>
  /** Uses a callback of C's that is released when it is called first. */
  released(fn: Callback, use: (kept: Callback) => number): number
}

export interface Program {
  readonly id: number
  readonly kind: keyof typeof steps
  /** From 0 to 2. */
  readonly small: number
  readonly value: number
  readonly parts: readonly [Program, Program] | undefined
}

/** What happened on the way. */
export class Run {
  readonly world: World
  readonly seen: unknown[] = []
  readonly #functions = new Map<Program, Callback>()

  constructor(world: World) {
    this.world = world
  }

  run(program: Program): number {
    return steps[program.kind](program, this)
  }

  /** What a program gives or throws, and what was seen. */
  outcome(program: Program): unknown[] {
    try {
      return ['gives', this.run(program), this.seen]
    } catch (error) {
      return ['throws', described(error), this.seen]
    }
  }

  /** One of the parts, as C calls it: mostly the same function each time. */
  callback({ parts, small }: Program, part: 0 | 1 = 0): Callback {
    const program = parts![part]
    const known = this.#functions.get(program)
    if (known !== undefined && small > 0) return known
    const fn = (value: number) => {
      this.seen.push([program.id, value])
      return (this.run(program) + value) % 1000
    }
    this.#functions.set(program, fn)
    return fn
  }
}

const leaves = {
  constant: ({ value }: Program) => value,
  throw({ id }: Program): never {
    throw new Error(`thrown ${id}`)
  },
  jump({ small, value }: Program, { world }: Run): number {
    return world.count_marks() > small ? (world.jump(small, value + 1) ?? 0) : 1
  },
}

const steps = {
  ...leaves,
  both: ({ parts }: Program, run: Run) => run.run(parts![0]) + run.run(parts![1]),
  catch({ id, parts }: Program, run: Run): number {
    try {
      return run.run(parts![0])
    } catch (error) {
      run.seen.push(['caught', id, described(error)])
      return run.run(parts![1])
    }
  },
  finally({ id, parts, small }: Program, run: Run): number {
    try {
      return run.run(parts![0])
    } finally {
      run.seen.push(['finally', id])
      if (small > 0) run.seen.push(run.run(parts![1]))
    }
  },
  apply: (program: Program, run: Run) => run.world.apply(run.callback(program), program.value),
  sum: (program: Program, run: Run) => run.world.sum_of(run.callback(program), program.small + 1),
  two: (program: Program, run: Run) =>
    run.world.apply_twice(run.callback(program), run.callback(program, 1), program.value),
  twice(program: Program, run: Run): number {
    const fn = run.callback(program)
    return run.world.apply_twice(fn, fn, program.value)
  },
  text: (program: Program, run: Run) => run.world.length_after('xü'.repeat(program.value), run.callback(program)),
  point(program: Program, run: Run): number {
    const { x, y } = run.world.same_point(({ x, y }) => ({ x: run.callback(program)(x), y }), {
      x: program.value,
      y: 7,
    })
    return x + y
  },
  released: (program: Program, run: Run) =>
    run.world.released(run.callback(program), kept => run.world.apply_twice(kept, kept, program.value)),
  fault: (program: Program, run: Run) => run.world.fault_after(run.callback(program), program.value),
  mark: (program: Program, run: Run) => run.world.with_mark(run.callback(program), program.value),
  jumpAfter: (program: Program, run: Run) =>
    run.world.count_marks() > 0 ? (run.world.jump_after_callback(run.callback(program), program.value + 1) ?? 0) : 1,
  reach(program: Program, run: Run): number {
    const { id, small, value } = program
    const { world } = run
    const fn = (called: number): number => {
      if (called > 0) return called === small ? run.callback(program, 1)(value) : value
      const marks = world.count_marks()
      try {
        run.seen.push(['reached', id, run.callback(program)(value)])
      } catch (error) {
        run.seen.push(['caught', id, described(error)])
      }
      // C has to jump in this call, if it has not further out.
      return world.count_marks() === marks ? (world.jump(0, 1) ?? 0) : 0
    }
    return world.with_mark_reaching(fn, 64, 1)
  },
  applyOnHost: (program: Program, run: Run) => run.world.host.apply(run.callback(program), program.value),
  sumOnHost: (program: Program, run: Run) => run.world.host.sum_of(run.callback(program), program.small + 1),
  twoOnHost: (program: Program, run: Run) =>
    run.world.host.apply_twice(run.callback(program), run.callback(program, 1), program.value),
}

/** Of errors with the same description nobody could tell the difference. */
function described(error: unknown): string {
  const { code, message, suppressed = [] } = error as Error & { code?: string; suppressed?: unknown[] }
  const what = code === undefined ? message : `${code}${message.includes('longjmp') ? ' (longjmp)' : ''}`
  return [what, ...suppressed.map(described)].join(' & ')
}

type Kind = Program['kind']

const kinds = Object.keys(steps) as Kind[]

export function randomProgram(random: Random, depth: number): Program {
  let programs = 0
  const some = <T>(all: readonly T[]): T => all[random(all.length)]!
  const make = (depth: number): Program => {
    const kind = some(depth > 0 ? kinds : (Object.keys(leaves) as Kind[]))
    const part = () => make(depth - 1 - random(2))
    const parts = kind in leaves ? undefined : ([part(), part()] as const)
    return { id: programs++, kind, small: random(3), value: random(50), parts }
  }
  return make(depth)
}
