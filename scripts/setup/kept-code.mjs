/**
 * The machine code that the package keeps ready (src/exchange/kept-code.ts): what every program needs, and the calls of plain
 * functions of few parameters. Whatever else is called is assembled then, by the deferred script.
 */
import { join } from 'node:path'
import { root } from '../root.mjs'

/** Of values and results as `src/abi/slot.ts` names them. An `int64` is a pointer too. */
const values = ['int32', 'int64', 'double']
const results = [undefined, 'int32', 'int64', 'double']
const mostParameters = 2

const entry = `
  export { arrangeDirect, printDirectPlan } from './src/abi/direct.ts'
  export { printPlan } from './src/abi/plan.ts'
  export { arrange } from './src/abi/sysv-x64/arrange.ts'
  export { directCode, faultExit, thunkCode, trial } from './src/exchange/call-code.ts'
  export { keptLine } from './src/exchange/kept-code.ts'`

/** The sources' own functions, bundled for this. */
async function sources(build) {
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: root },
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
  })
  return await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`)
}

/** Unlike anything else in machine code. */
const [exchange, errnoAddress, bySlots] = [0x5eed_0001_c0de, 0x5eed_0002_c0de, 0x5eed_0003_c0de]

function parameterLists() {
  const lists = [[]]
  for (const list of lists) if (list.length < mostParameters) lists.push(...values.map(value => [...list, value]))
  return lists
}

/** The table's text. */
export async function keptCode(build) {
  const { arrange, arrangeDirect, directCode, faultExit, keptLine, printDirectPlan, printPlan, thunkCode, trial } =
    await sources(build)
  const signatures = parameterLists().flatMap(parameters =>
    results.map(result => ({ parameters, result, fixed: undefined })),
  )
  const thunks = signatures.map(signature => {
    const plan = arrange(signature)
    return thunkCode(plan, printPlan(plan), { exchange, errnoAddress, guarded: true, stack: 'auto' })
  })
  const direct = signatures.flatMap(signature => {
    const plan = arrangeDirect(signature, arrange)
    const options = { exchange, errnoAddress, guarded: true, bySlots }
    return plan === undefined ? [] : [directCode(plan, printDirectPlan(plan), options)]
  })
  const templates = [true, false].map(hasAvx => faultExit(exchange, hasAvx)).concat(trial(exchange), thunks, direct)
  return templates.map(keptLine).join('')
}

const table = join(root, 'src/exchange/kept-code-table.ts')

/** A plugin for the first script: puts the text in the place of the sources' empty one. */
export const withKeptCode = text => ({
  name: 'kept code',
  setup(build) {
    build.onLoad({ filter: /kept-code-table\.ts$/ }, ({ path }) =>
      path === table ? { contents: `export const keptCode = ${JSON.stringify(text)}` } : undefined,
    )
  },
})
