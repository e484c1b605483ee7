export { ballotRoutes, waveRoutes } from './routes.ts'
export { closeOver, closeWave, openWave } from './waves.ts'
export { employeesFace } from './face.ts'
export { castBallot } from './ballots.ts'
