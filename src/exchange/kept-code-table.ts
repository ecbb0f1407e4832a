/** Of the sources nothing is kept, so that whatever runs them runs the assembler; the bundler puts its table here. */
export const keptCode: string = ''
