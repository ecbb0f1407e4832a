/**
 * The boundary between the two scripts. The sources know nothing of it: esbuild bundles each script on its own, and where a
 * module imports one of the other script, it is given a module made here, of the same exports.
 *
 * - In the first script an export of the second is a function that loads the second script and then stands for the real
 *   one: after that, it costs a call no more than a variable does.
 * - In the second script an export of the first is that very value, which the first script hands over.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

const named = /^(import|export) \{([^}]*)\} from '(\.[^']*)'/gm
const declared = /^export (?:abstract )?(async function\*?|function\*?|class|const|let) ([\w$]+)(.*)/gm

/** Names in braces; types have no value to import. */
function valuesIn(braces) {
  return braces
    .split(',')
    .map(word => word.trim())
    .filter(word => word !== '' && !word.startsWith('type '))
    .map(word => word.split(' as ')[0])
}

function kindOf(keyword, rest) {
  if (keyword === 'class') return 'class'
  // With its parameters on this line, or on those that follow.
  const isArrow = keyword === 'const' && /^(?::[^=]*)? = (?:(?:\([^)]*\)|\w+)(?:: [^=]+)? =>|\($)/.test(rest)
  return isArrow || keyword.includes('function') ? 'function' : 'value'
}

/**
 * What a module imports from others of the project, what it exports itself, and what of others; the formatter keeps all of it
 * to one form.
 */
function readModule(file) {
  const text = readFileSync(file, 'utf8')
  const imports = []
  const exports = new Map()
  const handedOn = new Map()
  for (const [, keyword, braces, path] of text.matchAll(named)) {
    const values = valuesIn(braces)
    const from = join(dirname(file), path)
    imports.push({ from, values })
    if (keyword === 'export') for (const name of values) handedOn.set(name, from)
  }
  for (const [, keyword, name, rest] of text.matchAll(declared)) exports.set(name, kindOf(keyword, rest))
  return { text, imports, exports, handedOn }
}

/** Why `user`, of the first script, may not import `name`; undefined where it may. */
function misuse(user, name, kind) {
  if (kind === 'value') return 'it is no function or class'
  if (kind === 'class' && new RegExp(`\\bextends ${name}\\b|\\b${name}\\.|instanceof ${name}\\b`).test(user.text)) {
    return 'only instances may be made of its classes'
  }
  return undefined
}

/** The modules that can be reached from some by imports, without entering those that are `apart`. */
function reach(modules, from, isApart) {
  const reached = new Set()
  const visit = file => {
    if (reached.has(file) || isApart(file)) return
    reached.add(file)
    for (const { from } of modules.get(file).imports) visit(from)
  }
  for (const file of from) visit(file)
  return reached
}

/**
 * What crosses the boundary, given the entry and which modules are deferred: of each direction a list of exports as
 * `{ file, name, kind, key }`, where the key names the export among all of the project's.
 */
export function drawBoundary(folder, entry, isDeferred) {
  const files = readdirSync(folder, { recursive: true }).filter(file => /(?<!\.test)\.ts$/.test(file))
  const modules = new Map(files.map(file => [join(folder, file), readModule(join(folder, file))]))
  const pathOf = file => relative(folder, file).replace(/\.ts$/, '')
  const isApart = file => isDeferred(pathOf(file))

  function crossing(users, isOther) {
    const found = new Map()
    for (const user of users) {
      for (const { from, values } of modules.get(user).imports.filter(({ from }) => isOther(from))) {
        for (const name of values) {
          const key = `${pathOf(from).replace(/\W/g, '_')}$${name}`
          const { exports, handedOn } = modules.get(from)
          const kind = exports.get(name) ?? 'value'
          const reason = isApart(from)
            ? user === entry
              ? 'it is public'
              : misuse(modules.get(user), name, kind)
            : undefined
          if (reason)
            throw new Error(`${pathOf(user)} imports ${name} of ${pathOf(from)}, which is deferred: ${reason}`)
          found.set(key, { file: from, name, kind, key, origin: handedOn.get(name) })
        }
      }
    }
    return [...found.values()]
  }

  const first = reach(modules, [entry], isApart)
  const toSecond = crossing(first, isApart)
  const second = reach(
    modules,
    toSecond.map(({ file }) => file),
    file => first.has(file),
  )
  const toFirst = crossing(second, file => first.has(file))
  // What a module of the first script hands on of the second is the second's own.
  const isOwn = ({ origin }) => origin !== undefined && !first.has(origin)
  return {
    toSecond,
    toFirst: toFirst.filter(crossing => !isOwn(crossing)),
    handedOn: toFirst.filter(isOwn),
    isFirst: file => first.has(file),
  }
}

const listed = crossings => crossings.map(({ key }) => key).join(', ')
const imported = ({ name, key, file }) => `import { ${name} as ${key} } from ${JSON.stringify(file)}`

/**
 * The entry of the first script: what is public, and what the second script is handed. A list, as the other direction's is:
 * the keys as names of properties were a tenth of the script.
 */
export const firstEntry = ({ toFirst }, names) => `
  import { ${names.join(', ')} } from './index.ts'
  ${toFirst.map(imported).join('\n')}
  export const handedOver = () => [${listed(toFirst)}]
  cabiExports = { ${names.join(', ')} }`

/** The entry of the second script. */
export const secondEntry = ({ toSecond }) => `
  ${toSecond.map(imported).join('\n')}
  cabiExports = [${listed(toSecond)}]`

function standIn({ key, kind }) {
  const real = kind === 'class' ? `new ${key}` : key
  return `export let ${key} = function (...values) { load(); return ${real}(...values) }`
}

/** All that stands in for exports of the second script, until it is loaded. */
const standIns = ({ toSecond }) => `
  import { handedOver } from 'entry'
  ${toSecond.map(standIn).join('\n')}
  let isLoaded = false
  function load() {
    if (isLoaded) return
    ;[${listed(toSecond)}] = loadDeferred()(cabiFolder, handedOver())
    isLoaded = true
  }`

/** A plugin for the first script. */
export const toSecond = boundary => ({
  name: 'to the second script',
  setup(build) {
    const files = new Set(boundary.toSecond.map(({ file }) => file))
    build.onResolve({ filter: /^\./ }, ({ path, resolveDir }) => {
      const file = join(resolveDir, path)
      return files.has(file) ? { path: file, namespace: 'second' } : undefined
    })
    build.onLoad({ filter: /.*/, namespace: 'second' }, ({ path }) => {
      const names = boundary.toSecond.filter(({ file }) => file === path).map(({ name, key }) => `${key} as ${name}`)
      return { contents: `export { ${names.join(', ')} } from 'stand-ins'` }
    })
    build.onResolve({ filter: /^stand-ins$/ }, ({ path }) => ({ path, namespace: 'stand-ins' }))
    build.onLoad({ filter: /.*/, namespace: 'stand-ins' }, () => ({ contents: standIns(boundary) }))
  },
})

/** A plugin for the second script. */
export const toFirst = boundary => ({
  name: 'to the first script',
  setup(build) {
    build.onResolve({ filter: /^\./ }, ({ path, resolveDir }) => {
      const file = join(resolveDir, path)
      return boundary.isFirst(file) ? { path: file, namespace: 'first' } : undefined
    })
    build.onLoad({ filter: /.*/, namespace: 'first' }, ({ path }) => {
      const isOfThis = ({ file }) => file === path
      const values = boundary.toFirst.flatMap((crossing, index) =>
        isOfThis(crossing) ? `export const ${crossing.name} = cabiFirst[${index}]` : [],
      )
      const handedOn = boundary.handedOn.filter(isOfThis)
      const own = handedOn.map(({ name, origin }) => `export { ${name} } from ${JSON.stringify(origin)}`)
      return { contents: [...values, ...own].join('\n'), resolveDir: dirname(path) }
    })
  },
})
