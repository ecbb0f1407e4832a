/* What the C compiler's own calls of printf give. One function a case, so that the arguments have the types C gives them. */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <wchar.h>

#define CASE(name, ...) \
  int print_##name(char *to, size_t size) { return snprintf(to, size, __VA_ARGS__); }

CASE(int, "%d|%i|%5d|%-5d|%05d|%+d|% d", 42, -42, 42, 42, 42, 42, 42)
CASE(star, "%*d|%-*d|%.*d|%*.*f", 6, 42, 6, 42, 5, 42, 9, 3, 3.2525)
CASE(unsigned, "%u|%o|%x|%X|%#x|%#o", 4294967295u, 8u, 255u, 255u, 255u, 8u)
CASE(narrow, "%hhd|%hhu|%hd|%hu|%hhx", (signed char)-128, (unsigned char)255, (short)-32768, (unsigned short)65535,
     (unsigned char)171)
CASE(wide, "%ld|%lu|%lld|%llu|%jd|%ju|%zd|%zu|%td", -9223372036854775807L - 1, 18446744073709551615UL,
     9223372036854775807LL, 18446744073709551615ULL, (intmax_t)-1, (uintmax_t)1, (ptrdiff_t)-5, (size_t)5, (ptrdiff_t)-7)
CASE(hexwide, "%lx|%llX|%lo", 0xdeadbeefcafebabeUL, 0xdeadbeefcafebabeULL, 8UL)
CASE(floating, "%f|%.2f|%e|%E|%g|%G|%a|%A|%10.3f|%-10.1f|%+.0f|%#.0f", 3.2525, 2.675, 12345.678, 12345.678, 1e-10, 1e20, 1.5,
     0.1, 2.5, 2.5, 0.5, 0.5)
CASE(special, "%f|%f|%f|%g|%5.1F", 1.0 / 0.0, -1.0 / 0.0, -0.0, 5e-324, 1.0 / 0.0)
CASE(char, "%c|%c|%3c|%-3c|", 'a', 66, 'c', 'd')
CASE(string, "%s|%10s|%-10s|%.2s|%.*s", "text", "right", "left", "cut", 3, "shorten")
CASE(pointer, "%p|%p", (void *)0x1234, (void *)0)
CASE(widechar, "%lc|%ls", (wint_t)'w', L"wide")
CASE(percent, "100%%|%d%%", 50)
CASE(many, "%d %f %d %f %d %f %d %f %d %f %d %f %d %f %d %f %d %f", 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5, 6, 6.5, 7, 7.5, 8,
     8.5, 9, 9.5)
CASE(none, "nothing to fill in")
