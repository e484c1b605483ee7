export { connectLive, useLive, type Line } from './line.ts'
