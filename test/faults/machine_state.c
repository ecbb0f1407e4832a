/* Functions that fault with the machine left in disorder, and a probe that calls a thunk as the engine does and reports
 * what came back different. */
#include <stdbool.h>
#include <stdint.h>

#define FAULT "movl $0, 0\n\t"
#define FLAG(bit) "pushf\n\torl $" #bit ", (%rsp)\n\tpopf\n\t"
#define GARBAGE(registers) "movabs $0xdeadbeefcafef00d, %" registers "\n\t"
#define MXCSR(bits) "movl $" #bits ", -8(%rsp)\n\tldmxcsr -8(%rsp)\n\t"
#define X87(bits) "movw $" #bits ", -8(%rsp)\n\tfldcw -8(%rsp)\n\t"
#define NAKED(name, code) \
  __attribute__((naked)) void name(void) { __asm__(code "ret"); }

NAKED(direction_flag, "std\n\t" FAULT)
NAKED(alignment_check_flag, FLAG(0x40000) FAULT)
/* The trap comes after the next instruction: the fault of that one comes first. */
NAKED(trap_flag, FLAG(0x100) FAULT)
NAKED(every_flag, "std\n\t" FLAG(0x44000) FLAG(0x100) FAULT)
NAKED(misaligned_with_alignment_check, "sub $24, %rsp\n\t" FLAG(0x40000) "movl 1(%rsp), %eax\n\t")

NAKED(rounding_up, MXCSR(0x5f80) FAULT)
NAKED(denormals_off, MXCSR(0x9fc0) FAULT)
NAKED(vector_exceptions_unmasked, MXCSR(0x0000) FAULT)
NAKED(vector_division_trapped, MXCSR(0x1d80) "mov $1, %eax\n\tcvtsi2sd %eax, %xmm0\n\txorps %xmm1, %xmm1\n\tdivsd %xmm1, %xmm0\n\t")

NAKED(x87_full, "fld1\n\tfld1\n\tfld1\n\tfld1\n\tfld1\n\tfld1\n\tfld1\n\tfld1\n\t" FAULT)
NAKED(x87_single_precision, X87(0x0c7f) FAULT)
NAKED(x87_exception_pending, X87(0x037b) "fld1\n\tfldz\n\tfdivrp\n\t" FAULT)
NAKED(x87_division_trapped, X87(0x037b) "fld1\n\tfldz\n\tfdivrp\n\tfwait\n\t")
NAKED(mmx_in_use, "pcmpeqd %mm0, %mm0\n\tpcmpeqd %mm7, %mm7\n\t" FAULT)

__attribute__((naked)) static void dirty_with_avx(void) {
  __asm__("vxorps %ymm0, %ymm0, %ymm0\n\tvcmptrueps %ymm0, %ymm0, %ymm0\n\t"
          "vmovaps %ymm0, %ymm7\n\tvmovaps %ymm0, %ymm8\n\tvmovaps %ymm0, %ymm15\n\t" FAULT);
}
NAKED(dirty_without_avx, FAULT)
bool has_avx(void) { return __builtin_cpu_supports("avx"); }
void vector_upper_halves(void) { (has_avx() ? dirty_with_avx : dirty_without_avx)(); }

NAKED(callee_saved_registers,
      GARBAGE("rbx") GARBAGE("rbp") GARBAGE("r12") GARBAGE("r13") GARBAGE("r14") GARBAGE("r15") FAULT)
NAKED(stack_pointer, "xor %esp, %esp\n\t" FAULT)
NAKED(non_canonical_stack_pointer, GARBAGE("rsp") "push %rax\n\t")

/* What only machine code writes is volatile. */
static volatile uint32_t stack_alignment __attribute__((used));

/* For a loop that JavaScript optimises, which takes a call that also returns. */
void call_if(bool condition, void (*function)(void)) {
  if (condition) function();
}

/* What only machine code writes is volatile. */
static volatile uint32_t stack_alignment __attribute__((used));

/* One function for all of them, which JavaScript may find hot and optimise: it returns every other time. */
bool call_unless_0(void (*function)(void), int unless) {
  if (unless) function();
  return true;
}

/* Everything that a function may clobber (psABI 3.2.1), and the sticky flags. */
NAKED(trash,
      "mov %esp, %eax\n\tand $15, %eax\n\tmov %eax, stack_alignment(%rip)\n\t" GARBAGE("rax") GARBAGE("rcx") GARBAGE("rdx") GARBAGE("rsi") GARBAGE("rdi") GARBAGE("r8")
      GARBAGE("r9") GARBAGE("r10") GARBAGE("r11")
      "pcmpeqd %xmm0, %xmm0\n\tpcmpeqd %xmm1, %xmm1\n\tpcmpeqd %xmm2, %xmm2\n\tpcmpeqd %xmm3, %xmm3\n\t"
      "pcmpeqd %xmm4, %xmm4\n\tpcmpeqd %xmm5, %xmm5\n\tpcmpeqd %xmm6, %xmm6\n\tpcmpeqd %xmm7, %xmm7\n\t"
      "pcmpeqd %xmm8, %xmm8\n\tpcmpeqd %xmm9, %xmm9\n\tpcmpeqd %xmm10, %xmm10\n\tpcmpeqd %xmm11, %xmm11\n\t"
      "pcmpeqd %xmm12, %xmm12\n\tpcmpeqd %xmm13, %xmm13\n\tpcmpeqd %xmm14, %xmm14\n\tpcmpeqd %xmm15, %xmm15\n\t"
      MXCSR(0x1fbf) "fldz\n\tfldz\n\tfdivrp\n\tfstp %st(0)\n\t")

/* What the engine's code around a call sees of the machine. */
static struct {
  uint64_t rbx, rbp, r12, r13, r14, r15, rsp;
  uint64_t flags;
  uint32_t mxcsr;
  uint16_t x87_control;
  uint16_t padding;
  uint32_t x87_environment[7]; /* the third: which registers are empty */
} volatile seen __attribute__((used));
static volatile uint64_t stack_pointer_before __attribute__((used));

/* Calls `code` with known values in all callee-saved registers and writes down what it leaves there. */
__attribute__((naked, noinline)) static void call_and_look(uint64_t code) {
  (void)code;
  __asm__(
      "push %rbx\n\tpush %rbp\n\tpush %r12\n\tpush %r13\n\tpush %r14\n\tpush %r15\n\t"
      /* A multiple of 16, wherever the call that asks left it. */
      "mov %rsp, %rax\n\tand $-16, %rsp\n\tpush %rax\n\tpush %rax\n\t"
      "mov $0x11, %ebx\n\tmov $0x22, %ebp\n\tmov $0x33, %r12d\n\tmov $0x44, %r13d\n\tmov $0x55, %r14d\n\tmov $0x66, %r15d\n\t"
      "mov %rsp, stack_pointer_before(%rip)\n\t"
      "call *%rdi\n\t"
      "mov %rbx, seen+0(%rip)\n\tmov %rbp, seen+8(%rip)\n\tmov %r12, seen+16(%rip)\n\tmov %r13, seen+24(%rip)\n\t"
      "mov %r14, seen+32(%rip)\n\tmov %r15, seen+40(%rip)\n\tmov %rsp, seen+48(%rip)\n\t"
      "mov stack_pointer_before(%rip), %rsp\n\t"
      "pushf\n\tpop %rax\n\tmov %rax, seen+56(%rip)\n\t"
      /* Order again, for what follows. */
      "and $~0x44500, %rax\n\tpush %rax\n\tpopf\n\t"
      "stmxcsr seen+64(%rip)\n\tfnstcw seen+68(%rip)\n\tfnstenv seen+72(%rip)\n\tfninit\n\t"
      "mov (%rsp), %rsp\n\tpop %r15\n\tpop %r14\n\tpop %r13\n\tpop %r12\n\tpop %rbp\n\tpop %rbx\n\tret");
}

__attribute__((target("avx"))) static bool upper_halves_in_use(void) {
  uint64_t upper[2];
  __asm__ volatile("vorps %%ymm7, %%ymm8, %%ymm8\n\tvorps %%ymm8, %%ymm15, %%ymm15\n\tvextractf128 $1, %%ymm15, %%xmm15\n\t"
                   "vmovups %%xmm15, %0\n\tvzeroupper"
                   : "=m"(upper)
                   :
                   : "xmm8", "xmm15");
  return upper[0] || upper[1];
}

enum {
  RBX = 1, RBP = 2, R12 = 4, R13 = 8, R14 = 16, R15 = 32, RSP = 64,
  DIRECTION = 128, ALIGNMENT_CHECK = 256, TRAP = 512,
  MXCSR_CONTROL = 1024, X87_CONTROL = 2048, X87_STACK = 4096, UPPER_HALVES = 8192,
  FAULT_STATUS = 16384, STACK_ALIGNMENT = 32768,
};

/* What `call_and_look` found that is not as it was, as bits. */
static int different(void) {
  bool upper_halves = has_avx() && upper_halves_in_use();
  __asm__ volatile("ldmxcsr %0" : : "m"((const uint32_t){0x1f80}));
  return (seen.rbx != 0x11 ? RBX : 0) | (seen.rbp != 0x22 ? RBP : 0) | (seen.r12 != 0x33 ? R12 : 0) |
         (seen.r13 != 0x44 ? R13 : 0) | (seen.r14 != 0x55 ? R14 : 0) | (seen.r15 != 0x66 ? R15 : 0) |
         (seen.rsp != stack_pointer_before ? RSP : 0) | (seen.flags & 0x400 ? DIRECTION : 0) |
         (seen.flags & 0x40000 ? ALIGNMENT_CHECK : 0) | (seen.flags & 0x100 ? TRAP : 0) |
         ((seen.mxcsr & ~0x3fU) != 0x1f80 ? MXCSR_CONTROL : 0) | (seen.x87_control != 0x37f ? X87_CONTROL : 0) |
         ((seen.x87_environment[2] & 0xffff) != 0xffff ? X87_STACK : 0) | (upper_halves ? UPPER_HALVES : 0);
}

/* A thunk with `target` as its function, entered from C in the middle of another call. What differs, as bits. */
int probe(uint64_t thunk, uint64_t exchange, uint64_t target) {
  *(uint64_t *)(exchange + 0x18) = target;
  if (has_avx()) __asm__ volatile("vzeroupper");
  /* At a function's entry rsp + 8 is a multiple of 16 (psABI 3.2.2). */
  stack_alignment = 8;
  call_and_look(thunk);
  /* How the thunk returned. The call that asked will return as done. */
  uint32_t *status = (uint32_t *)(exchange + 0x2c);
  bool fault = *status == 2;
  *status = 0;
  return different() | (fault ? FAULT_STATUS : 0) | (stack_alignment != 8 ? STACK_ALIGNMENT : 0);
}

/* What those below call. */
static void (*volatile called_back)(void) __attribute__((used));
void set_callback(uint64_t address) { called_back = (void (*)(void))address; }

#define COMPARE(bit, constant, name) \
  "movabs $" #constant ", %rcx\n\txor %edx, %edx\n\tcmp %rcx, %" name "\n\tsetne %dl\n\tshl $" #bit ", %edx\n\tor %edx, %eax\n\t"
#define DIFFERENT(bit, comparison) "xor %edx, %edx\n\t" comparison "\n\tsetne %dl\n\tshl $" #bit ", %edx\n\tor %edx, %eax\n\t"

/* Calls back with known values in all callee-saved registers and in both control registers; compares them after that. */
#define HOLD_AND_CALL_BACK(name, mxcsr, x87) \
  __attribute__((naked)) int name(void) { \
    __asm__("push %rbx\n\tpush %rbp\n\tpush %r12\n\tpush %r13\n\tpush %r14\n\tpush %r15\n\tsub $24, %rsp\n\t" \
            "stmxcsr 8(%rsp)\n\tfnstcw 12(%rsp)\n\t" \
            "movl $" #mxcsr ", 16(%rsp)\n\tldmxcsr 16(%rsp)\n\tmovw $" #x87 ", 16(%rsp)\n\tfldcw 16(%rsp)\n\t" \
            "movabs $0x1111111111111111, %rbx\n\tmovabs $0x2222222222222222, %r12\n\t" \
            "movabs $0x3333333333333333, %r13\n\tmovabs $0x4444444444444444, %r14\n\t" \
            "movabs $0x5555555555555555, %r15\n\tmov %rsp, %rbp\n\tmov %rsp, held_stack_pointer(%rip)\n\t" \
            "mov called_back(%rip), %rax\n\tcall *%rax\n\txor %eax, %eax\n\t" \
            COMPARE(0, 0x1111111111111111, "rbx") COMPARE(2, 0x2222222222222222, "r12") \
            COMPARE(3, 0x3333333333333333, "r13") COMPARE(4, 0x4444444444444444, "r14") \
            COMPARE(5, 0x5555555555555555, "r15") \
            DIFFERENT(1, "cmp %rbp, held_stack_pointer(%rip)") DIFFERENT(6, "cmp %rsp, held_stack_pointer(%rip)") \
            "mov held_stack_pointer(%rip), %rsp\n\tstmxcsr 16(%rsp)\n\tandl $0xffc0, 16(%rsp)\n\t" \
            DIFFERENT(10, "cmpl $" #mxcsr ", 16(%rsp)") "fnstcw 16(%rsp)\n\t" DIFFERENT(11, "cmpw $" #x87 ", 16(%rsp)") \
            "ldmxcsr 8(%rsp)\n\tfldcw 12(%rsp)\n\tadd $24, %rsp\n\t" \
            "pop %r15\n\tpop %r14\n\tpop %r13\n\tpop %r12\n\tpop %rbp\n\tpop %rbx\n\tret"); \
  }

static volatile uint64_t held_stack_pointer __attribute__((used));
HOLD_AND_CALL_BACK(hold_and_call_back, 0x1f80, 0x037f)
HOLD_AND_CALL_BACK(round_up_and_call_back, 0x5f80, 0x0a7f)
HOLD_AND_CALL_BACK(flush_to_zero_and_call_back, 0x9fc0, 0x037f)

/* The same of a function that is lent. */
int hold_and_call(void (*callback)(void)) {
  called_back = callback;
  return hold_and_call_back();
}

/*
 * `probe` of a call that calls back once: what differs when C is parked, and in the upper half when it was resumed and is
 * done. -1 if the call does not call back, or again.
 */
int64_t probe_callback(uint64_t thunk, uint64_t exchange, uint64_t target, uint64_t resume) {
  uint32_t *status = (uint32_t *)(exchange + 0x2c);
  *(uint64_t *)(exchange + 0x18) = target;
  call_and_look(thunk);
  bool is_parked = *status == 1;
  *status = 0;
  if (!is_parked) return -1;
  int64_t parked = different();
  call_and_look(resume);
  bool is_done = *status == 0;
  *status = 0;
  return is_done ? parked | (int64_t)different() << 32 : -1;
}
