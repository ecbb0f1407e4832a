#!/usr/bin/env node
/** The command `cabi`. Exits with 0, with 1 where the input is wrong, with 2 where the command line is. */
import { readFileSync } from 'node:fs'
import { CabiError } from '../error.ts'
import type { Command } from './command.ts'
import { explain } from './explain.ts'
import { layout } from './layout.ts'
import { UsageError } from './usage-error.ts'

const commands: ReadonlyMap<string, Command> = new Map([
  ['layout', layout],
  ['explain', explain],
])

const list = [...commands].map(([name, { summary }]) => `  ${name.padEnd(10)}${summary}`).join('\n')
const usage = `cabi COMMAND ...\n\n${list}\n\n'cabi COMMAND --help' says more.`

const standardInput = 0

function read(name: string): string {
  try {
    return readFileSync(name === '-' ? standardInput : name, 'utf8')
  } catch (error) {
    throw new UsageError(`cannot read ${name}: ${(error as NodeJS.ErrnoException).code}`)
  }
}

const wantsHelp = (word: string | undefined) => word === '--help' || word === '-h'

function main([name, ...words]: readonly string[]): string {
  if (name === undefined) throw new UsageError(usage)
  if (wantsHelp(name)) return `${usage}\n`
  const command = commands.get(name)
  if (command === undefined) throw new UsageError(`there is no command '${name}'\n\n${usage}`)
  return words.some(wantsHelp) ? `${command.usage}\n` : command.run(words, { read })
}

/** Of the parser of options: an unknown one, a missing value. */
const isUsageError = (error: unknown): error is Error =>
  error instanceof UsageError || String((error as { code?: unknown })?.code).startsWith('ERR_PARSE_ARGS')

try {
  process.stdout.write(main(process.argv.slice(2)))
} catch (error) {
  if (!isUsageError(error) && !(error instanceof CabiError)) throw error
  process.stderr.write(`cabi: ${error.message}\n`)
  process.exitCode = isUsageError(error) ? 2 : 1
}
