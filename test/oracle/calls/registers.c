/* Callees that look at registers and stack as they are at entry, which C itself cannot. Linux, System V x86-64. */

#define CALLEE(name, code) __asm__(".globl " #name "\n.type " #name ", @function\n" #name ":\n" code "\n\tret\n")

/* The number of vector registers that a variadic call announces (psABI 3.2.3). */
CALLEE(announced_vectors, "movzbl %al, %eax");

/* The whole first integer register. */
CALLEE(first_register, "movq %rdi, %rax");
CALLEE(second_register, "movq %rsi, %rax");

/* The first eight bytes of the stack arguments, above the return address. */
CALLEE(first_on_stack, "movq 8(%rsp), %rax");

/* At entry the stack pointer is 8 above a multiple of 16; movaps faults where it is not. */
CALLEE(aligned, "movaps %xmm0, -24(%rsp)\n\tmovq %rsp, %rax");
