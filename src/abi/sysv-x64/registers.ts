/** System V x86-64: which registers pass and return what (psABI 3.2.3, figure 3.4). */
export const integerArguments = ['rdi', 'rsi', 'rdx', 'rcx', 'r8', 'r9'] as const
export const vectorArguments = ['xmm0', 'xmm1', 'xmm2', 'xmm3', 'xmm4', 'xmm5', 'xmm6', 'xmm7'] as const
export const integerResults = ['rax', 'rdx'] as const
export const vectorResults = ['xmm0', 'xmm1'] as const
export const x87Results = ['st0', 'st1'] as const

/** The stack pointer is a multiple of this where the callee is entered, before the return address (psABI 3.2.2). */
export const stackAlignment = 16
