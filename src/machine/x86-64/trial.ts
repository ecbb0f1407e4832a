/** What an engine's fast calls are tried with: code that leaves a mark where results are, and returns. */
import { resultOffset } from '../control-block.ts'
import { Assembler } from './assembler.ts'
import { mem32 } from './operand.ts'
import { registers } from './register.ts'

export function trialCode(exchange: number, mark: number): Assembler {
  const { rax } = registers.r64
  const code = new Assembler()
  code.movabs(rax, exchange)
  code.mov(mem32(rax, resultOffset), mark)
  code.ret()
  return code
}
