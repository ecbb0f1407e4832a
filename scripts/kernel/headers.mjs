/** Where the headers of a Node are: its own `include/node`, which a whole distribution has beside `bin`, or a copy. */
import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'

function headerFolders() {
  const distributions = [
    dirname(dirname(process.execPath)),
    process.env.npm_config_nodedir,
    join(homedir(), '.cache/node-gyp', process.versions.node),
  ]
  return distributions.filter(folder => folder !== undefined).map(folder => join(folder, 'include/node'))
}

/** `11.3` for headers of Node 20; undefined where there are none. */
export function v8Of(folder) {
  try {
    const text = readFileSync(join(folder, 'v8-version.h'), 'utf8')
    const part = name => text.match(new RegExp(`#define V8_${name}_VERSION (\\d+)`))[1]
    return `${part('MAJOR')}.${part('MINOR')}`
  } catch {
    return undefined
  }
}

/** A folder of headers for this V8 version on this machine, or undefined. */
export const findHeaders = v8 => headerFolders().find(folder => v8Of(folder) === v8)
