/** The texts in the tests of the parser: every literal that it accepts and that declares something. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript-5.9'
import { parseDeclarations } from '../../src/cdecl/parse.ts'
import { CabiError } from '../../src/error.ts'

const folder = fileURLToPath(new URL('../../../src/cdecl/', import.meta.url))

export function corpus(): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.test.ts'))
  const texts = new Set(files.flatMap(file => literals(join(folder, file))))
  return [...texts].filter(declaresSomething)
}

function literals(file: string): string[] {
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) found.push(node.text)
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest))
  return found
}

function declaresSomething(text: string): boolean {
  try {
    const { order, constants } = parseDeclarations(text)
    return order.length > 0 || [...constants.keys()].length > 0
  } catch (error) {
    if (error instanceof CabiError) return false
    throw error
  }
}
