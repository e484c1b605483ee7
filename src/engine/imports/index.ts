export { importKinds, type ImportKind, type Line, offerImport, type Outcome } from './kind.ts'
export { importRoutes } from './routes.ts'
export { runImport } from './service.ts'
export { importFile } from './command.ts'
