// Loads cabi.js with the code that this version of V8 compiled from it earlier, if the package has it.
const { readFileSync } = process.getBuiltinModule('node:fs')
const { Script } = process.getBuiltinModule('node:vm')

const folder = import.meta.dirname
const filename = `${folder}/cabi.js`
const source = readFileSync(filename, 'latin1')

function compiledCode() {
  try {
    return readFileSync(`${folder}/compiled/v8-${process.versions.v8}`)
  } catch {
    return undefined
  }
}

const script = new Script(source, { filename, cachedData: compiledCode() })
// A script runs in Node's main realm. In another one (a test runner's) errors have to be of that realm's classes.
const isMainRealm = new Script('globalThis').runInThisContext() === globalThis
const load = isMainRealm ? script.runInThisContext() : new Function(`return ${source}`)()

export const { EXPORTS } = load(folder)
