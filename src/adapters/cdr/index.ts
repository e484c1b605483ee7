export { asteriskCdr } from './asterisk.ts'
export { type CsvMapping, mappedCsv } from './mapped.ts'
export { type CallFileFormat, readCalls, type ReadLine } from './read.ts'
