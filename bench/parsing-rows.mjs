/**
 * What reading C text takes, and may take: `atMost` in the row's unit. Opening makes a property for each name, and looks up
 * and compiles nothing.
 */
export const parsingRows = [
  { name: 'parse_sqlite', title: '<sqlite3.h> as cc -E -dD prints it', unit: 'ms', header: 'sqlite', atMost: 40 },
  { name: 'parse_gtk', title: '<gtk/gtk.h> of GTK 3, the same way', unit: 'ms', header: 'gtk', atMost: 500 },
  {
    name: 'gcc_sqlite',
    title: '<sqlite3.h>, against a process of gcc -fsyntax-only',
    unit: 'x',
    header: 'sqlite',
    atMost: 3,
  },
  { name: 'gcc_gtk', title: '<gtk/gtk.h>, against the same', unit: 'x', header: 'gtk', atMost: 3 },
  { name: 'gcc_start', title: 'that process of gcc, on an empty text', unit: 'ms' },
  {
    name: 'open_function',
    title: 'each of 5,000 prototypes, opened but not used, beyond parsing',
    unit: 'µs',
    atMost: 2,
  },
  { name: 'touch_function', title: 'each of 300 functions, when first touched', unit: 'µs' },
]

export const headers = {
  sqlite: { include: 'sqlite3.h', package: 'libsqlite3-dev', pkgConfig: 'sqlite3' },
  gtk: { include: 'gtk/gtk.h', package: 'libgtk-3-dev', pkgConfig: 'gtk+-3.0' },
}

/** Functions as a header has them, none of which is in a library. */
export const prototypes = count =>
  Array.from(
    { length: count },
    (_, k) => `int function_${k}(const char *name, void *data, unsigned long size);\n`,
  ).join('')
