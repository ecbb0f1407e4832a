/** `offsetof` (C11 7.19 §3), which GCC has as `__builtin_offsetof(type, member.of[3].it)`. */
import { sizeOf } from '../../ctype/layout.ts'
import { printType } from '../../ctype/print.ts'
import { bareType, type CType } from '../../ctype/type.ts'
import { parseTypeName } from '../declaration/declarator.ts'
import type { Parser } from '../parser.ts'
import { wrapped } from './arithmetic.ts'
import { parseConditional } from './conditional-expression.ts'
import { constantOperand, type Operand, refuse, rvalueOf } from './operand.ts'
import { memberOf } from './postfix.ts'
import { sizeType } from './sizeof.ts'

export function parseOffsetof(p: Parser): Operand {
  const { name, start } = p
  p.next()
  p.expect('(', `after '${name}'`)
  const type = parseTypeName(p)
  p.expect(',', `in '${name}'`)
  const distance = parseDesignator(p, type, name)
  p.expect(')', `after '${name}(...'`)
  return constantOperand(sizeType(p.target), wrapped(distance, sizeType(p.target), p.target), start)
}

function parseDesignator(p: Parser, record: CType, name: string): bigint {
  let { type, distance } = parseMember(p, record, name)
  for (;;) {
    if (p.accept('.')) {
      const member = parseMember(p, type, name)
      type = member.type
      distance += member.distance
    } else if (p.at('[')) {
      const element = parseElement(p, type)
      type = element.type
      distance += element.distance
    } else return distance
  }
}

function parseMember(p: Parser, record: CType, operator: string): { type: CType; distance: bigint } {
  if (!p.at('identifier')) p.unexpected(`a member in '${operator}'`)
  const { name, start } = p
  const { type, place, bits } = memberOf(p, record, 0n, name, start)
  if (bits !== undefined) refuse(p, start, `'${operator}' of the bit-field '${name}'`)
  p.next()
  return { type, distance: place! }
}

function parseElement(p: Parser, type: CType): { type: CType; distance: bigint } {
  const offset = p.start
  const bare = bareType(type)
  if (bare.kind !== 'array') refuse(p, offset, `'${printType(type)}' is no array`)
  p.next()
  const { start } = p
  const { value } = rvalueOf(p, parseConditional(p))
  if (typeof value !== 'bigint') refuse(p, start, 'expected an integer constant as a subscript')
  p.expect(']', 'after a subscript')
  return { type: bare.element, distance: value * BigInt(sizeOf(bare.element, p.target)!) }
}
