/*
 * Loads and stores of typed arrays by the engine, in memory that may not be there. The engine's code has no place to go on
 * after a fault, as our own has: the instruction is skipped, a load gives zero, and JavaScript looks whether it was.
 * Which instructions V8 makes: test/memory/engine-access.test.ts has every tier of every listed version fault.
 */
#define _GNU_SOURCE
#include <stdint.h>
#include <string.h>
#include <ucontext.h>
#include "engine_access.h"

/* What is known of an instruction (Intel SDM 2, chapter 2) once its opcode was found to be one of those below. */
struct instruction {
  const uint8_t *at;
  uint8_t rex, prefix, opcode;
  uint8_t modrm;
  bool two_byte, is_vex;
};

enum { REX_R = 4, REX_W = 8, OPERAND_SIZE = 0x66 };

/* Prefixes, VEX or not, and the opcode; false for maps that have no plain loads and stores. */
static bool decode_opcode(struct instruction *i) {
  for (; *i->at == OPERAND_SIZE || *i->at == 0xf2 || *i->at == 0xf3; i->at++) i->prefix = *i->at;
  static const uint8_t implied[] = {0, OPERAND_SIZE, 0xf3, 0xf2};
  if (*i->at == 0xc5 || *i->at == 0xc4) { /* VEX, 2.3.5: registers are inverted */
    bool is_long = *i->at == 0xc4;
    if (is_long && (i->at[1] & 0x1f) != 1) return false;
    i->rex = (uint8_t)(i->at[1] & 0x80 ? 0 : REX_R);
    i->prefix = implied[i->at[is_long ? 2 : 1] & 3];
    i->is_vex = i->two_byte = true;
    i->at += is_long ? 3 : 2;
  } else {
    if ((*i->at & 0xf0) == 0x40) i->rex = *i->at++;
    if (*i->at == 0x0f) {
      i->two_byte = true;
      i->at++;
    }
  }
  i->opcode = *i->at++;
  return true;
}

/* ModRM, SIB and displacement (2.1.5). False where the operand is a register. */
static bool skip_memory_operand(struct instruction *i) {
  i->modrm = *i->at++;
  uint8_t mod = i->modrm >> 6, rm = i->modrm & 7;
  if (mod == 3) return false;
  uint8_t base = rm;
  if (rm == 4) base = *i->at++ & 7;
  if (mod == 1) i->at += 1;
  else if (mod == 2 || base == 5) i->at += 4;
  return true;
}

static const uint8_t general[] = {REG_RAX, REG_RCX, REG_RDX, REG_RBX, REG_RSP, REG_RBP, REG_RSI, REG_RDI,
                                  REG_R8,  REG_R9,  REG_R10, REG_R11, REG_R12, REG_R13, REG_R14, REG_R15};

static unsigned register_of(const struct instruction *i) { return ((i->modrm >> 3) & 7u) | (i->rex & REX_R ? 8 : 0); }

/* What a load writes of its register. Writes of 32 bits clear the upper ones (Intel SDM 1, 3.4.1.1). */
static bool clear_general(const struct instruction *i, greg_t *registers, unsigned bytes) {
  if (bytes == 1 && i->rex == 0 && (i->modrm & 0x20)) return false; /* ah to bh */
  greg_t *loaded = &registers[general[register_of(i)]];
  if (bytes <= 2) memset(loaded, 0, bytes);
  else *loaded = 0;
  return true;
}

static bool clear_vector(const struct instruction *i, struct _libc_fpstate *vectors, size_t bytes) {
  if (vectors) memset(&vectors->_xmm[register_of(i)], 0, bytes);
  return true;
}

static unsigned operand_bytes(const struct instruction *i) { return i->prefix == OPERAND_SIZE && !(i->rex & REX_W) ? 2 : 4; }

/* After the memory operand: what else there is of the instruction, and what it loads. */
static bool finish_one_byte(struct instruction *i, greg_t *registers) {
  switch (i->opcode) {
    case 0x88: /* mov m, r */
    case 0x89:
      return true;
    case 0xc6: /* mov m, immediate */
      i->at += 1;
      return (i->modrm & 0x38) == 0;
    case 0xc7:
      i->at += operand_bytes(i);
      return (i->modrm & 0x38) == 0;
    case 0x8a: /* mov r, m */
      return clear_general(i, registers, 1);
    case 0x8b:
      return clear_general(i, registers, operand_bytes(i));
    case 0x63: /* movsxd */
      return clear_general(i, registers, operand_bytes(i));
    default:
      return false;
  }
}

static bool finish_two_byte(struct instruction *i, greg_t *registers, struct _libc_fpstate *vectors) {
  bool is_scalar = i->prefix == 0xf2 || i->prefix == 0xf3;
  switch (i->opcode) {
    case 0xb6: /* movzx, movsx */
    case 0xb7:
    case 0xbe:
    case 0xbf:
      return !i->is_vex && clear_general(i, registers, operand_bytes(i));
    case 0x10: /* movss, movsd, movups, movupd */
    case 0x28: /* movaps, movapd */
    case 0x6f: /* movdqa, movdqu */
      return clear_vector(i, vectors, 16);
    case 0x6e: /* movd, movq */
      return i->prefix == OPERAND_SIZE && clear_vector(i, vectors, 16);
    case 0x5a: /* cvtss2sd, cvtsd2ss */
      return is_scalar && clear_vector(i, vectors, i->prefix == 0xf3 ? 8 : 4);
    case 0x7e: /* movq xmm, m; or movd m, xmm */
      return i->prefix == 0xf3 ? clear_vector(i, vectors, 16) : i->prefix == OPERAND_SIZE;
    case 0x11: /* stores of the same */
    case 0x29:
    case 0x7f:
      return true;
    case 0xd6:
      return i->prefix == OPERAND_SIZE;
    default:
      return false;
  }
}

bool engine_access_skip(greg_t *registers, struct _libc_fpstate *vectors) {
  struct instruction i = {.at = (const uint8_t *)(uintptr_t)registers[REG_RIP]};
  if (!decode_opcode(&i) || !skip_memory_operand(&i)) return false;
  if (!(i.two_byte ? finish_two_byte(&i, registers, vectors) : finish_one_byte(&i, registers))) return false;
  registers[REG_RIP] = (greg_t)(uintptr_t)i.at;
  return true;
}
