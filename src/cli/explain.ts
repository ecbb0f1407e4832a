/** `cabi explain`: where the arguments of functions go, and the machine code that puts them there. */
import { parseArgs } from 'node:util'
import type { Declarations } from '../cdecl/declarations.ts'
import { parseDeclarations } from '../cdecl/parse.ts'
import { x86_64_linux as target } from '../ctype/target.ts'
import { type FunctionType, functionBehind } from '../ctype/type.ts'
import { explainCall, printExplanation } from '../library/explanation.ts'
import type { Command } from './command.ts'
import { UsageError } from './usage-error.ts'

export const explain: Command = {
  summary: 'where the arguments of a function go',
  usage: `cabi explain FILE [FUNCTION]...

Prints in which registers, and where on the stack, the arguments of functions go that
FILE declares, where the result is, and the machine code of the call. FILE is a header,
as it is or preprocessed (cc -E); - for standard input. Without FUNCTION, of all of them.
A FUNCTION may also be a typedef name of a function type, or of a pointer to one.

Example: echo 'double pow(double x, double y);' | cabi explain - pow`,

  run(words, { read }) {
    const { positionals } = parseArgs({ args: [...words], options: {}, allowPositionals: true })
    const [file, ...names] = positionals
    if (file === undefined) throw new UsageError('which FILE? - for standard input')
    const source = file === '-' ? '<stdin>' : file
    const declarations = parseDeclarations(read(file), { source, target })
    const wanted = names.length > 0 ? names : [...declarations.functions.keys()]
    if (wanted.length === 0) throw new UsageError(`${source} declares no function`)
    return wanted.map(name => printExplanation(explainCall(functionNamed(declarations, name, source), name))).join('\n')
  },
}

function functionNamed({ functions, types }: Declarations, name: string, source: string): FunctionType {
  const declared = functions.get(name)
  if (declared !== undefined) return declared.type
  const named = types.get(name)
  const type = named && functionBehind(named)
  if (type !== undefined) return type
  throw new UsageError(`${source} declares no function '${name}'`)
}
