/* The head of each thread's exchange buffer, shared with generated machine code. Offsets are those of
 * src/machine/control-block.ts; the kernel exports its own so that a test compares the two. */
#ifndef CABI_CONTROL_BLOCK_H
#define CABI_CONTROL_BLOCK_H
#include <stdint.h>

struct control_block {
  uint64_t host_frame;    /* stack pointer of the innermost host frame, with bit 0 if unguarded; 0 outside any call */
  uint64_t call_stack;    /* stack pointer at which the next call on the call stack starts; 0: calls run on the host stack */
  uint64_t owner;         /* thread pointer (fs:0) of the thread this block belongs to */
  uint64_t target;        /* the C function the next thunk calls */
  uint64_t errno_address; /* this thread's errno */
  int32_t error_number;   /* errno as the last call left it and as the next one finds it */
  uint32_t status;        /* how invoke returned: 0 done, 1 callback, 2 fault, 3 unwound, 4 report, 5 crowded */
  uint32_t mxcsr;         /* floating-point state that JavaScript runs with */
  uint32_t x87_control;
  uint64_t fault_address;
  uint64_t fault_pc;
  int32_t fault_signal;
  int32_t fault_code; /* si_code: whether fault_address means anything */
  double thunk; /* what the plain invoke calls: an address as JavaScript stores numbers */
  int32_t scratch_floor;
  int32_t scratch_top;
  double result_address; /* where the next thunk puts an aggregate result */
  uint64_t leave_call_stack; /* machine code that ends a call on the call stack */
  int32_t callback;          /* which callback C called */
  uint32_t refusals;         /* callbacks refused where no JavaScript can run; written by any thread */
  uint64_t fault_stack;      /* stack pointer of the fault */
  uint8_t result[64];
  uint8_t access[24];
  uint32_t access_fault; /* 1 after a load or store that faulted */
  int32_t engine_access; /* ~offset while the engine itself loads or stores there, in one of the windows; 0 once that faulted */
  uint64_t parked_start; /* where the call that C called back from has started on the call stack */
  int32_t reentrant;     /* how many of the calls in progress the engine may be entered from */
  uint64_t call_stack_limit; /* no call starts below it until JavaScript has looked at what is there */
  uint64_t unused;
  uint64_t slots[]; /* of the arguments */
};

#endif
