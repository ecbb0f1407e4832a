/** An empty folder of a user who installs the package: on a machine without a compiler, when so asked. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

/** All that PATH leads to where there is no compiler. */
const barePrograms = ['node', 'npm', 'env', 'sh']

function findProgram(name) {
  const folder = process.env.PATH.split(delimiter).find(candidate => existsSync(join(candidate, name)))
  if (!folder) throw new Error(`${name} is not installed`)
  return realpathSync(join(folder, name))
}

export class Consumer {
  folder = mkdtempSync(join(tmpdir(), 'cabi-consumer-'))
  #bare = join(this.folder, 'bin')

  constructor() {
    mkdirSync(this.#bare)
    for (const name of barePrograms) symlinkSync(findProgram(name), join(this.#bare, name))
  }

  /** Runs a program in the folder: `{ status, stdout, stderr }`. Without what `npm run` put into the environment. */
  run(program, parameters, { compiler = false } = {}) {
    const own = Object.entries(process.env).filter(([name]) => !name.startsWith('npm_'))
    const env = { ...Object.fromEntries(own), PATH: compiler ? process.env.PATH : this.#bare }
    const { status, stdout, stderr, error } = spawnSync(program, parameters, {
      cwd: this.folder,
      env,
      encoding: 'utf8',
    })
    if (error) throw error
    return { status, stdout, stderr }
  }

  remove() {
    rmSync(this.folder, { recursive: true })
  }
}
