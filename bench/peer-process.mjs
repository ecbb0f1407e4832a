/** A running process/warm.mjs (or its equal in C): asked for rows one by one, idle in between. */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { reasonOfExit } from './failure.mjs'

const secondsForOneRow = 60

export class PeerProcess {
  #child
  #lines
  #exit
  #died

  constructor({ file, arguments: words, environment }) {
    this.#child = spawn(file, words, { env: environment })
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]()
    this.#exit = this.#watch(this.#child)
  }

  #watch(child) {
    let stderr = ''
    child.stderr.on('data', text => (stderr += text))
    // Writing to a process that died fails, too; why it died is what is told.
    child.stdin.on('error', () => {})
    return new Promise(resolve => {
      child.on('error', error => resolve(error.message))
      child.on('close', (status, signal) => resolve(reasonOfExit(status, signal, stderr)))
    })
  }

  async #next() {
    let late = false
    const kill = () => {
      late = true
      this.#child.kill('SIGKILL')
    }
    const timer = setTimeout(kill, secondsForOneRow * 1000)
    for (let line = await this.#lines.next(); !line.done; line = await this.#lines.next()) {
      // A peer may print what it likes; ours are the lines of JSON.
      if (!line.value.startsWith('{')) continue
      clearTimeout(timer)
      return { line: JSON.parse(line.value) }
    }
    const reason = await this.#exit
    clearTimeout(timer)
    return { died: late ? `no answer in ${secondsForOneRow} s` : reason }
  }

  /** The versions of its engine; undefined for a peer that could not be loaded. */
  async ready() {
    const { line, died } = await this.#next()
    this.#died = died
    return line?.versions
  }

  /** The outcome of a row. */
  async measure(row) {
    if (this.#died) return { failed: this.#died }
    this.#child.stdin.write(`${row}\n`)
    const { line, died } = await this.#next()
    if (line) return line
    this.#died = `${died} (in ${row}, before this row)`
    return { failed: died }
  }

  /** Lets the process go, and waits until it has. */
  async end() {
    this.#child.stdin.end()
    await this.#exit
  }
}
