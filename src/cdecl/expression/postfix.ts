/** Postfix expressions (C11 6.5.2): subscripts, members and calls. */
import { memberNamed } from '../../ctype/member-named.ts'
import { printType } from '../../ctype/print.ts'
import { bareType, type CType } from '../../ctype/type.ts'
import { isComplete } from '../declaration/complete.ts'
import type { Parser } from '../parser.ts'
import { evaluateBinary } from './binary.ts'
import { parseConditional, parseExpression } from './conditional-expression.ts'
import { type Operand, objectOperand, refuse, rvalueOf, unevaluated, type Value, valueOperand } from './operand.ts'
import { asAddress } from './pointer-arithmetic.ts'
import { qualifiedLike } from './qualifiers.ts'
import { dereference } from './unary.ts'

export function parsePostfix(p: Parser, primary: Operand): Operand {
  let operand = primary
  if (p.isCondition) return operand
  for (;;) {
    switch (p.kind) {
      case '[':
        operand = parseSubscript(p, operand)
        break
      case '.':
      case '->':
        operand = parseMember(p, operand)
        break
      case '(':
        operand = parseCall(p, operand)
        break
      default:
        return operand
    }
  }
}

/** `a[i]` is `*(a + i)`, in which `i` may be the pointer. */
function parseSubscript(p: Parser, operand: Operand): Operand {
  const { start } = p
  p.next()
  const index = parseExpression(p)
  p.expect(']', 'after a subscript')
  return dereference(p, evaluateBinary(p, '+', operand, index, start), start)
}

function parseMember(p: Parser, operand: Operand): Operand {
  const { kind, start } = p
  p.next()
  const record = kind === '->' ? dereference(p, operand, start) : operand
  if (!p.at('identifier')) p.unexpected(`a member after '${kind}'`)
  const { name, start: offset } = p
  const { type, place, bits } = memberOf(p, record.type, record.value, name, offset)
  p.next()
  if (record.kind !== 'value') return objectOperand(type, place, operand.offset, bits)
  return valueOperand(bareType(type), undefined, false, operand.offset)
}

/** The member's type, with the qualifiers of what it is in (C11 6.5.2.3 §3), and its address. */
export function memberOf(p: Parser, record: CType, address: Value | undefined, name: string, offset: number) {
  const bare = bareType(record)
  if (bare.kind !== 'record') refuse(p, offset, `'${printType(record)}' has no members`)
  if (!isComplete(bare)) refuse(p, offset, `'${printType(record)}' is not defined`)
  const found = memberNamed(bare, name, p.target)
  if (found === undefined) refuse(p, offset, `'${printType(record)}' has no member '${name}'`)
  const { member, offset: distance } = found
  const place = typeof address === 'bigint' ? asAddress(address + BigInt(distance), p.target) : undefined
  return { type: qualifiedLike(member.type, record), place, bits: member.bits }
}

/** No call is a constant, but it has a type. */
function parseCall(p: Parser, operand: Operand): Operand {
  const { start } = p
  const callee = bareType(rvalueOf(p, operand).type)
  const type = callee.kind === 'pointer' ? bareType(callee.target) : callee
  if (type.kind !== 'function') refuse(p, start, `a call of '${printType(callee)}', which is no function`)
  if (p.unevaluated === 0) refuse(p, operand.offset, 'expected a constant, found a call')
  p.next()
  if (!p.at(')')) {
    do unevaluated(p, true, parseConditional)
    while (p.accept(','))
  }
  p.expect(')', 'after the arguments of a call')
  return valueOperand(bareType(type.result), undefined, false, operand.offset)
}
