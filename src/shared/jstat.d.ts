/** What we use of it: the package has no types of its own. */
declare module 'jstat' {
  type Normal = { inv: (probability: number, mean: number, deviation: number) => number }
  const jstat: { jStat: { normal: Normal } }
  export default jstat
}
