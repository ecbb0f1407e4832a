// Loads cabi.js, and later deferred.js, with the code that this version of V8 compiled from it earlier, if the package has it.
const { readFileSync } = process.getBuiltinModule('node:fs')
const { Script } = process.getBuiltinModule('node:vm')

const folder = import.meta.dirname

function compiledCode(name) {
  try {
    return readFileSync(`${folder}/compiled/v8-${process.versions.v8}/${name}`)
  } catch {
    return undefined
  }
}

function load(name) {
  const filename = `${folder}/${name}.js`
  // ASCII: Node reads UTF-8 without a Buffer, which saves 50 page faults of 2 us.
  const source = readFileSync(filename, 'utf8')
  const main = new Script(source, { filename, cachedData: compiledCode(name) }).runInThisContext()
  // A script runs in Node's main realm. In another one (a test runner's) errors have to be of that realm's classes.
  return main instanceof Function ? main : new Function(`return ${source}`)()
}

export const { EXPORTS } = load('cabi')(folder, () => load('deferred'))
